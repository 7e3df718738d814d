/** What a person who signs in is called: others read it in lists, in mails, and in the history of what they did. */
import { Name } from "./company.ts";

/**
 * Without control characters, ends of lines, halves of surrogate pairs, and what overrides or embeds the direction of
 * text (UAX #9, 2): with these a name shows as another one. The marks that some scripts need, such as the zero-width
 * joiners, stay.
 */
export const WITHOUT_CONTROLS = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u;

export const PersonName = Name.regex(WITHOUT_CONTROLS, "a name without control characters");
