/** A name as one step of a JSON Pointer (RFC 6901, 3). */
export const escapePointer = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** The steps of a JSON Pointer. */
export const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
