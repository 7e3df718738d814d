/** A name as one step of a JSON Pointer (RFC 6901, 3). */
export const escapePointer = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");
