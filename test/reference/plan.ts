/** What google-libphonenumber's metadata says of the numbers of a country. */
import { metadataOf, phoneUtil } from "./google.ts";

/** The same few patterns are asked for again and again. */
const compiled = new Map<string, RegExp>();

const atStart = (pattern: string): RegExp => {
  const known = compiled.get(pattern) ?? new RegExp(`^(?:${pattern})`);
  compiled.set(pattern, known);
  return known;
};

/** What the digits begin with by a pattern of the metadata; null where they do not. */
export const matchAtStart = (digits: string, pattern: string | null | undefined): RegExpExecArray | null => {
  if (pattern === null || pattern === undefined || pattern === "") return null;
  const match = atStart(pattern).exec(digits);
  return match === null || match[0] === "" ? null : match;
};

/** As much as the country's international prefix takes of the digits; null where they do not begin with it. */
export const internationalPrefixOf = (digits: string, country: string): string | null =>
  matchAtStart(digits, metadataOf(country).getInternationalPrefix())?.[0] ?? null;

/** Empty where the country has none. */
export const trunkPrefixOf = (country: string): string => metadataOf(country).getNationalPrefix() ?? "";

export const callingCodeOf = (country: string): number => phoneUtil.getCountryCodeForRegion(country);

/** The calling code that the digits of an E.164 number begin with. No calling code begins with another. */
export const callingCodeAtStart = (digits: string): number | null => {
  for (const length of [1, 2, 3]) {
    const code = digits.slice(0, length);
    if (/^[1-9]\d*$/.test(code) && phoneUtil.getRegionCodesForCountryCode(Number(code)).length > 0) return Number(code);
  }
  return null;
};

const lengths = new Map<string, number | null>();

/** The number of digits that all fixed-line and mobile numbers of the country have; null where they differ. */
export const oneLengthOf = (country: string): number | null => {
  const known = lengths.get(country);
  if (known !== undefined) return known;
  const metadata = metadataOf(country);
  const general = metadata.getGeneralDesc()?.possibleLengthArray() ?? [];
  const found = new Set<number>();
  for (const description of [metadata.getFixedLine(), metadata.getMobile()]) {
    const own = description?.possibleLengthArray() ?? [];
    for (const length of own.length === 0 ? general : own) if (length > 0) found.add(length);
  }
  const [only] = found;
  const one = found.size === 1 && only !== undefined ? only : null;
  lengths.set(country, one);
  return one;
};
