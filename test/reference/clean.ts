/** docs/rules.md, "Understanding what was dialled", step 1, read slowly. */

const PUNCTUATION = /[\p{Zs}\p{Pd}\p{Cf}().~/]/u;
const DIGIT = /\p{Nd}/u;

/** Every script has its ten digits in a row, and rows that touch are whole rows: so the distance says the value. */
const valueOfDigit = (digit: string): number => {
  const own = digit.codePointAt(0) ?? 0;
  let first = own;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (own - first) % 10;
};

const withoutPunctuation = (text: string): string =>
  Array.from(text)
    .filter((character) => !PUNCTUATION.test(character))
    .join("");

/** The user part of a URI (RFC 3261, 19.1.1; RFC 3966, 3), its percent escapes decoded; null where they are malformed. */
const withoutScheme = (text: string): string | null => {
  const scheme = /^(sip|sips|tel):/i.exec(text);
  if (scheme === null) return text;
  let user = text.slice(scheme[0].length);
  user = user.split("@")[0] ?? "";
  user = user.split(";")[0] ?? "";
  try {
    return decodeURIComponent(user);
  } catch {
    return null;
  }
};

/** ASCII digits, `*`, `#` and a plus in front, 32 at most; null where anything else is left over. */
export const clean = (text: string): string | null => {
  const bare = withoutScheme(withoutPunctuation(text));
  if (bare === null) return null;
  const cleaned = Array.from(withoutPunctuation(bare))
    .map((character) => (DIGIT.test(character) ? String(valueOfDigit(character)) : character))
    .join("");
  if (!/^[0-9*#+]*$/.test(cleaned)) return null;
  if (cleaned.length > 32) return null;
  // The plus of a number stands in front of it, after the code that withholds the number too.
  const plus = cleaned.lastIndexOf("+");
  const afterCode = /^[*#]31#\+[0-9]{3}/.test(cleaned) && plus === "*31#".length;
  return plus > 0 && !afterCode ? null : cleaned;
};
