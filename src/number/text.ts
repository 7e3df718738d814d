/** Cleans telephone numbers as people and PBXs write them: docs/rules.md, "Understanding what was dialled", step 1. */

const LONGEST = 32;
const PUNCTUATION = /[\p{Zs}\p{Pd}\p{Cf}().~/]/gu;
/** Covers nearly everything that people write, without the cost of Unicode classes. */
const ASCII_PUNCTUATION = /[ ().~/-]/g;
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu;
const DIGIT = /\p{Nd}/u;
const ONLY_NUMBER_SIGNS = /^\+?[0-9*#]*$/;
/** RFC 3261, 19.1.1 and RFC 3966, 3: the part before the host and the parameters. */
const URI = /^(?:sips?|tel):([^@;]*)/i;

/** The value of a decimal digit of any script: Unicode gives every script its ten digits in one unbroken run. */
function digitValue(character: string): string {
  let codePoint = character.codePointAt(0)! - 1;
  let before = 0;
  for (; DIGIT.test(String.fromCodePoint(codePoint)); codePoint--) before++;
  return String(before % 10);
}

function unescapeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % is refused below
  }
}

/**
 * Removes punctuation.
 * @returns ASCII digits, `*` and `#` with at most a plus in front; null if anything else is left
 *   over or more than 32 characters remain
 */
export function cleanDialled(text: string): string | null {
  let rest = text.replace(ASCII_PUNCTUATION, "");
  if (!ONLY_NUMBER_SIGNS.test(rest)) {
    rest = rest.replace(PUNCTUATION, "");
    const uri = URI.exec(rest);
    if (uri) rest = unescapeUri(uri[1]!).replace(PUNCTUATION, "");
    // A character of another script may take two places of a string.
    if (rest.length > 2 * LONGEST) return null;
    rest = rest.replace(FOREIGN_DIGIT, digitValue);
  }
  // A plus may also follow the code that withholds the number: *31#+4930…
  return rest.length <= LONGEST && /^(?:[*#]31#(?=\+\d{3}))?\+?[0-9*#]*$/.test(rest) ? rest : null;
}
