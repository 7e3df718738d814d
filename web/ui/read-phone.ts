/** Phone numbers as people write them. */
import { E164 } from "../../src/number/e164.ts";
import {
  getCountryCallingCode,
  Metadata,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from "libphonenumber-js/max";

/** Where a company dials from. */
export type Home = Readonly<{
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Of its area, without the trunk prefix. */
  areaCode?: string | undefined;
}>;

export type PhoneReading = Readonly<{
  /** The E.164 numbers that the text may mean, the likeliest first; empty: it is no number. */
  numbers: readonly string[];
  /** Whether the first of them is in use by a known numbering plan. */
  isValid: boolean;
  /** Whether the first is a number of another country that lacks its plus. */
  isForeign: boolean;
  /**
   * Other valid numbers that the same digits may be, where nothing tells whether a zero, a trunk prefix or a plus is
   * missing.
   */
  others: readonly string[];
}>;

/** Digits that begin with the home country's calling code are a number with it from here on: none at home is as long. */
const SURELY_LONG = 12;

/** The parameters of a `tel:` or `sip:` URI (RFC 3966, 3). Another number may follow a semicolon, too. */
const PARAMETERS = /;\s*[a-z].*$/i;

/** The likeliest first, as {@link readNumber} has them. */
export const readPhone = (text: string, country: string): readonly string[] => readNumber(text, { country }).numbers;

/**
 * Reads a number as it is written at home: with a plus or not, with the prefixes that are dialled or not. Valid numbers
 * come before those that only have a possible length.
 */
export function readNumber(text: string, { country, areaCode }: Home): PhoneReading {
  const plain = text.replace(/^\s*(?:tel|sips?|callto):(?:\/\/)?/i, "").replace(PARAMETERS, "");
  const home = country as CountryCode;
  const digits = plain.replace(/\D/g, "");
  const parse = (written: string) => parsePhoneNumberFromString(written, { defaultCountry: home, extract: false });
  const asWritten = parse(plain);
  if (/^\s*\+/.test(plain)) return readingOf([asWritten], []);
  const withoutPlus = parse(`+${digits}`);
  const isOwn = withoutPlus?.countryCallingCode === getCountryCallingCode(home);
  const isLocal = areaCode !== undefined && digits.length <= 8 && !digits.startsWith("0");
  const local = isLocal ? parse(`${areaCode}${digits}`) : undefined;
  const isMarked = asWritten !== undefined && asWritten.nationalNumber !== digits && !isOwn;
  const isForeign = !isMarked && !isOwn && oneLength(home) !== digits.length;
  // Spreadsheets take a leading zero away.
  const withZero = isMarked || digits.startsWith("0") ? undefined : parse(`0${digits}`);
  const lacksPlus = isMarked || isOwn ? undefined : withoutPlus;
  if (local?.isValid()) return readingOf([local, asWritten, withZero, withoutPlus], []);
  if (isOwn && withoutPlus.isValid()) {
    const others = digits.length < SURELY_LONG ? [asWritten, withZero] : [];
    return readingOf([withoutPlus, asWritten], others);
  }
  const readings = [asWritten, isOwn ? undefined : withZero, withoutPlus];
  return readingOf(readings, [isForeign ? withoutPlus : undefined, isOwn ? undefined : withZero], lacksPlus);
}

/** @param lacksPlus a number of another country, if its plus is missing */
function readingOf(
  readings: readonly (PhoneNumber | undefined)[],
  alternatives: readonly (PhoneNumber | undefined)[],
  lacksPlus?: PhoneNumber,
): PhoneReading {
  const possible = readings.flatMap((number) => (number?.isPossible() && E164.test(number.number) ? [number] : []));
  const valid = possible.filter((number) => number.isValid());
  const numbers = [...new Set([...valid, ...possible].map(({ number }) => number))];
  const [first] = numbers;
  const others = alternatives.flatMap((number) =>
    number?.isValid() && number.number !== first ? [number.number] : [],
  );
  return {
    numbers,
    isValid: valid.length > 0,
    isForeign: first !== undefined && first === lacksPlus?.number,
    others: [...new Set(others)],
  };
}

/** Of the metadata; the type declarations lack it. */
type Plan = Readonly<{ type: (name: string) => Readonly<{ possibleLengths: () => readonly number[] }> | undefined }>;

/** How many digits the fixed-line and mobile numbers of a country have, where that is one length. */
function oneLength(country: CountryCode): number | null {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const plan = metadata.numberingPlan as unknown as Plan;
  const [length, ...more] = new Set(
    ["FIXED_LINE", "MOBILE"].flatMap((type) => plan.type(type)?.possibleLengths() ?? []),
  );
  return length !== undefined && more.length === 0 ? length : null;
}

/** The country of an E.164 number; null if it is of none, or of several. */
export const countryOfPhone = (e164: string): string | null => parsePhoneNumberFromString(e164)?.country ?? null;

/** The E.164 number that a text with a plus writes, whether or not any numbering plan has such numbers. */
export function readWithPlus(text: string): string | undefined {
  const written = `+${text.replace(/\D/g, "")}`;
  return /^\s*\+[\s\d().\-/]*$/.test(text) && E164.test(written) ? written : undefined;
}
