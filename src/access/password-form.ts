/** What a password is made of, before anything is asked about its strength. */

/** In code points of the normalised password (NIST SP 800-63B: at least 8, and each code point is one character). */
const PASSWORD_LENGTH = { least: 8, most: 128 } as const;

/** In UTF-16 units: normalising may shorten a text, but hardly a longer one than this to an allowed length. */
const LONGEST_TYPED = 1024;

/**
 * One form for the different ways in which keyboards and systems write the same text. NFKC, as NIST SP 800-63B
 * recommends: unlike NFC, it also unites what a person cannot tell apart while typing blindly, such as a no-break space
 * or the full-width letters of an input method. That “²” and “2” become the same costs an attacker nothing to know, and
 * a fraction of a bit.
 * @returns null if the password has a length that is not allowed
 */
export function normalisedPassword(typed: string): string | null {
  return lengthFault(typed) === null ? typed.normalize("NFKC") : null;
}

export function lengthFault(typed: string): "too_short" | "too_long" | null {
  if (typed.length > LONGEST_TYPED) return "too_long";
  // The iterator of a string goes by code points.
  const length = Array.from(typed.normalize("NFKC")).length;
  if (length < PASSWORD_LENGTH.least) return "too_short";
  return length > PASSWORD_LENGTH.most ? "too_long" : null;
}
