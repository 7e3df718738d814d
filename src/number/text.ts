/** Cleans telephone numbers as people and PBXs write them: docs/rules.md, "Understanding what was dialled", step 1. */
import { mayBeginWithZero, plansAtStartOf, planOf, type NumberingPlan } from "./numbering-plan.ts";
import { codesOf } from "./withholding-codes.ts";

export type Cleaned = Readonly<{
  /** Digits, `*`, `#` and pluses, at most 32. */
  text: string;
  /** The digits of a `;phone-context=+…` (RFC 3966, 5.1.5), which may belong in front; empty if there is none. */
  context: string;
  /** Letters became the digits of the keypad: the text counts only if it is a valid number. */
  spelled: boolean;
  /** Something that is dialled after the number was taken off: an extension, what follows a pause, a last #. */
  cut: boolean;
}>;

const LONGEST = 32;
/** Of a written number before its escapes and punctuation are removed, so that no text takes long to clean. */
const LONGEST_WRITTEN = 512;
/** Covers nearly everything that people write, without the cost of Unicode classes. */
const ASCII_ONLY = /^[\d+ ().~/[\]-]*$/;
const ASCII_PUNCTUATION = /[ ().~/[\]-]/g;
const SIGN = String.raw`[\p{Zs}\p{Pd}\p{Cf}\u2212\u30fc\u2053\u223c()[\].~/]`;
const PUNCTUATION = new RegExp(SIGN, "gu");
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu;
const DIGIT = /\p{Nd}/u;
const ONLY_NUMBER_SIGNS = /^[0-9*#+]*$/;
const SCHEME = /^(?:sips?|tel|callto):(?:\/\/)?/i;
/** A URI whose user is such text: nearly every one that a PBX sends. */
const ASCII_IN_URI = new RegExp(
  String.raw`^(?:sips?|tel|callto):(?:\/\/)?([\d+ ().~/[\]-]{0,${LONGEST_WRITTEN}})(?:@|$)`,
  "i",
);
const CONTEXT = /;phone-context=\+([^;?]*)/i;
const IN_BRACKETS = /^([^(]*)\((\d{1,2})\)/;
/** An extension or a pause with what is dialled after it (RFC 3601), behind a digit. */
const DIALLED_AFTER =
  /\d(?=[\s()[\]]*(?:(?:,\s*)?(?:extension|extn|ext|x|доб|доп|вн|#)[.:]?\s*\d+[\s)\]]*$|[,pw][\d\s,pw#*)\]]*$))/iu;
/** A number has at least this many digits before an extension. */
const DIGITS_BEFORE_EXTENSION = 5;
/** Ends dialling on many phones. */
const LAST_HASH = /(?<=\d)[\s()[\]]*#\s*$/;
/** The place of the carrier in Brazil: `0XX11`. */
const CARRIER_PLACE = new RegExp(`^(${SIGN}*0${SIGN}*)XX`, "iu");
/** Letters behind at least two digits, perhaps behind a code. */
const SPELLED = /^[*#+\d]*\d[*#+]*\d[*#+\d]*[a-z][\da-z]*$/i;
const LETTER = /[a-z]/gi;
const FEWEST_LETTERS = 3;

/** ITU-T E.161, table 1. */
const KEYPAD = "22233344455566677778889999";
const keyOf = (letter: string) => KEYPAD[letter.toLowerCase().charCodeAt(0) - 97]!;

/** The value of a decimal digit of any script: Unicode gives every script its ten digits in one unbroken run. */
function digitValue(character: string): string {
  let codePoint = character.codePointAt(0)! - 1;
  let before = 0;
  for (; DIGIT.test(String.fromCodePoint(codePoint)); codePoint--) before++;
  return String(before % 10);
}

/** @returns null for escapes that are not UTF-8 */
function unescapeUri(text: string): string | null {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** @param country the home country, one of libphonenumber's; @returns null if the text is not a number of any kind */
export function cleanDialled(dialled: string, country: string): Cleaned | null {
  const ascii = ASCII_ONLY.test(dialled) ? dialled : ASCII_IN_URI.exec(dialled)?.[1];
  if (ascii !== undefined) {
    const text = withoutZeroInBrackets(ascii, country).replace(ASCII_PUNCTUATION, "");
    return text.length <= LONGEST ? { text, context: "", spelled: false, cut: false } : null;
  }
  const { user, context } = partsOf(dialled.trim());
  const unescaped = user.length <= LONGEST_WRITTEN ? unescapeUri(user) : null;
  if (unescaped === null) return null;
  const written = unescaped.normalize("NFKC").replace(FOREIGN_DIGIT, digitValue);
  const number = withoutExtension(written, country);
  const text = withoutZeroInBrackets(withoutCarrierPlace(number, country), country).replace(PUNCTUATION, "");
  const cut = number !== written;
  if (text.length > LONGEST) return null;
  if (ONLY_NUMBER_SIGNS.test(text)) return { text, context, spelled: false, cut };
  const letters = text.match(LETTER)?.length ?? 0;
  if (letters < FEWEST_LETTERS || !SPELLED.test(text)) return null;
  return { text: text.replace(LETTER, keyOf), context, spelled: true, cut };
}

/** The part of a URI before the host and the parameters (RFC 3261, 19.1.1; RFC 3966, 3). */
function partsOf(text: string): Readonly<{ user: string; context: string }> {
  const [beforeHost = ""] = text.replace(SCHEME, "").split("@", 1);
  const parameters = beforeHost.search(/[;?]/);
  if (parameters === -1) return { user: beforeHost, context: "" };
  const context = CONTEXT.exec(beforeHost.slice(parameters))?.[1]?.replace(PUNCTUATION, "") ?? "";
  return { user: beforeHost.slice(0, parameters), context: /^\d+$/.test(context) ? context : "" };
}

function withoutExtension(written: string, country: string): string {
  const bare = written.replace(PUNCTUATION, "");
  const isCode = /^[*#]/.test(bare) && !codesOf(country).some(({ code }) => bare.startsWith(code));
  if (isCode) return written;
  const last = DIALLED_AFTER.exec(written)?.index;
  const before = last === undefined ? "" : written.slice(0, last + 1);
  if (before.replaceAll(/\D/g, "").length >= DIGITS_BEFORE_EXTENSION) return before;
  return written.replace(LAST_HASH, "");
}

const withoutCarrierPlace = (written: string, country: string) =>
  country === "BR" ? written.replace(CARRIER_PLACE, "$1") : written;

/** Removes a trunk prefix in brackets after a calling code, `+44 (0)20`, where it cannot be part of the number. */
function withoutZeroInBrackets(written: string, country: string): string {
  const [whole, before, inside] = (written.includes("(") && IN_BRACKETS.exec(written)) || [];
  if (whole === undefined) return written;
  const plan = planAbroad(before!.replace(PUNCTUATION, ""), planOf(country));
  const isTrunkPrefix = plan && (inside === "0" ? !mayBeginWithZero(plan) : inside === plan.nationalPrefix);
  return isTrunkPrefix ? before! + written.slice(whole.length) : written;
}

/** The main plan of a calling code, if there is nothing else after a plus or an international prefix. */
function planAbroad(text: string, home: NumberingPlan): NumberingPlan | undefined {
  const prefixes = text.startsWith("+") ? ["+"] : [home.internationalPrefix?.exec(text)?.[0], "00"];
  for (const prefix of prefixes) {
    if (!prefix || !text.startsWith(prefix)) continue;
    const digits = text.slice(prefix.length);
    const plan = plansAtStartOf(digits)?.[0];
    if (plan?.callingCode === digits) return plan;
  }
  return undefined;
}
