/** E.164 by its form alone: numbering plans change, so a company's own numbers are never checked for validity. */
export const E164 = /^\+[1-9]\d{6,14}$/;

/** The beginning of an E.164 number: one to fifteen digits with a plus (ITU-T E.164, 6.2). */
export const E164Prefix = /^\+[1-9]\d{0,14}$/;
