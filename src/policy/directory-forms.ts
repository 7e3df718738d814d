/** The forms of what a directory holds, without a schema: the page checks a list by them before it sends it. */

export const EXTENSION = /^\d{1,15}$/;

/** Characters. */
export const LONGEST_NAME = 200;
export const LONGEST_LABEL = 200;
