/**
 * Letters, digits and `._@+:-`, 1 to 64 of them: every id of the API. `.` and `..` are steps of a path to every
 * client that follows the URL standard (WHATWG URL, 4.1), so nobody could reach a company or a person of that id.
 */
export const ID = /^(?!\.{1,2}$)[A-Za-z0-9._@+:-]{1,64}$/;
