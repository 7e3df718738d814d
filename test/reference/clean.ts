/** docs/rules.md, "Understanding what was dialled", step 1, read slowly. */
import { callingCodeAtStart, internationalPrefixOf, trunkPrefixOf } from "./plan.ts";
import { phoneUtil } from "./google.ts";
import { codesIn, PLANS_WITH_ZERO } from "./tables.ts";

/** `text` consists of digits, `*`, `#`, pluses, and letters that may stand for digits. */
export type Cleaned = Readonly<{ text: string; context: string | null }>;

const PUNCTUATION = /[\p{Zs}\p{Pd}\p{Cf}\u2212\u30FC\u2053\u223C()[\].~/]/gu;
const DIGIT = /\p{Nd}/u;

/** Every script has its ten digits in a row, and rows that touch are whole rows: so the distance says the value. */
const valueOfDigit = (digit: string): number => {
  const own = digit.codePointAt(0) ?? 0;
  let first = own;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (own - first) % 10;
};

const withAsciiDigits = (text: string): string =>
  Array.from(text)
    .map((character) => (DIGIT.test(character) ? String(valueOfDigit(character)) : character))
    .join("");

const upTo = (text: string, mark: RegExp): string => {
  const at = text.search(mark);
  return at === -1 ? text : text.slice(0, at);
};

/** The digits of a `phone-context` that is a number (RFC 3966, 5.1.5); null where there is none. */
const contextIn = (parameters: string): string | null => {
  const [, written] = /;phone-context=([^;?]*)/i.exec(parameters) ?? [];
  const context = written?.replace(PUNCTUATION, "");
  return context !== undefined && /^\+\d+$/.test(context) ? context.slice(1) : null;
};

const unescaped = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

const beginsWithCode = (text: string, country: string): boolean =>
  Object.keys(codesIn(country)).some((code) => text.startsWith(code));

/** Spaces and brackets may stand between a number and what is dialled behind it, and at the end; a comma before an extension. */
const ASIDE = "[\\s()[\\]]*";
const SPACES = "\\s*";
const EXTENSION = new RegExp(
  `^(.*\\d)${ASIDE}(?:,${SPACES})?(?:x|ext|extn|extension|доб|доп|вн|#)[.:]?${SPACES}\\d+${ASIDE}$`,
  "iu",
);
const PAUSES = new RegExp(`^(.*?\\d)${ASIDE}[,pw](?:[\\s)\\]]*[\\d,pw#*])*${ASIDE}$`, "iu");
const END_OF_DIALLING = new RegExp(`^(.*\\d)${ASIDE}#${ASIDE}$`, "u");

const withoutWhatIsBehind = (text: string, country: string): string => {
  const start = text.replace(PUNCTUATION, "");
  if (/^[*#]/.test(start) && !beginsWithCode(start, country)) return text;
  for (const pattern of [PAUSES, EXTENSION]) {
    const before = pattern.exec(text)?.[1];
    if (before !== undefined && count(before, /\d/g) >= 5) return before;
  }
  return END_OF_DIALLING.exec(text)?.[1] ?? text;
};

/** Takes off `(0)`, or the plan's own trunk prefix in brackets, behind a calling code. */
const withoutZeroInBrackets = (text: string, country: string): string => {
  for (const [bracketed, digits = ""] of text.matchAll(/\((\d+)\)/g)) {
    const at = text.indexOf(bracketed);
    const before = text.slice(0, at).replace(PUNCTUATION, "");
    const international = before.startsWith("+") ? "+" : internationalPrefixOf(before, country);
    for (const prefix of [international, "00"]) {
      if (prefix === null || !before.startsWith(prefix)) continue;
      const code = before.slice(prefix.length);
      if (!/^\d+$/.test(code) || callingCodeAtStart(code) !== Number(code)) continue;
      const plan = phoneUtil.getRegionCodesForCountryCode(Number(code))[0] ?? "001";
      const isTrunkPrefix = plan !== "001" && digits === trunkPrefixOf(plan);
      if (digits === "0" ? !PLANS_WITH_ZERO.includes(Number(code)) : isTrunkPrefix)
        return before + text.slice(at + bracketed.length);
    }
  }
  return text;
};

/** At least three letters, all behind at least two digits. */
const LETTERS_FOR_DIGITS = /^[\d*#+]*[A-Z][\d*#+A-Z]*$/i;
const lettersStandForDigits = (text: string): boolean =>
  LETTERS_FOR_DIGITS.test(text) && count(text, /[A-Z]/gi) >= 3 && count(upTo(text, /[A-Z]/i), /\d/g) >= 2;

/** Null where what is left cannot be dialled. An extension and letters are read only where `ofNumber` is set. */
export const clean = (dialled: string, country: string, ofNumber = true): Cleaned | null => {
  let text = dialled.trim();
  text = text.replace(/^(?:sips?|tel|callto):(?:\/\/)?/i, "");
  text = upTo(text, /@/);
  const context = contextIn(text.slice(upTo(text, /[;?]/).length));
  const plain = unescaped(upTo(text, /[;?]/));
  if (plain === null) return null;

  text = withAsciiDigits(plain.normalize("NFKC"));
  if (ofNumber) text = withoutWhatIsBehind(text, country);
  text = withoutZeroInBrackets(text, country).replace(PUNCTUATION, "");
  if (country === "BR") text = text.replace(/^0XX/i, "0");

  if (/[A-Z]/i.test(text) && !(ofNumber && lettersStandForDigits(text))) return null;
  if (!/^[\d*#+A-Z]*$/i.test(text)) return null;
  return text.length > 32 ? null : { text, context };
};

const KEYS = ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/** Letters as the digits of the keypad (ITU-T E.161). */
export const onKeypad = (text: string): string =>
  text.replace(/[A-Z]/gi, (letter) => String(KEYS.findIndex((letters) => letters.includes(letter.toUpperCase()))));
