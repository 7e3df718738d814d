/** docs/rules.md, "A prefix as an admin types it", read slowly. */
import { metadataOf, phoneUtil } from "./google.ts";
import { clean } from "./clean.ts";

export type ReadPrefix = Readonly<{ prefix: string } | { invalid: true; readings: readonly string[] }>;

const matchAtStart = (digits: string, pattern: string | null | undefined): RegExpExecArray | null =>
  pattern === null || pattern === undefined || pattern === "" ? null : new RegExp(`^(?:${pattern})`).exec(digits);

/** What follows the trunk prefix, as libphonenumber's metadata reads it; null where none is there. */
const withoutTrunkPrefix = (digits: string, country: string): string | null => {
  const match = matchAtStart(digits, metadataOf(country).getNationalPrefixForParsing());
  if (match === null || match[0] === "") return null;
  const rule = metadataOf(country).getNationalPrefixTransformRule();
  const captured = match[match.length - 1];
  if (rule === null || rule === undefined || rule === "" || captured === undefined || captured === "")
    return digits.slice(match[0].length);
  const transformed = rule.replace(/\$(\d)/g, (_whole: string, group: string) => match[Number(group)] ?? "");
  return transformed + digits.slice(match[0].length);
};

const withoutInternationalPrefix = (digits: string, country: string): string | null => {
  const match = matchAtStart(digits, metadataOf(country).getInternationalPrefix());
  if (match !== null && match[0] !== "") return digits.slice(match[0].length);
  return digits.startsWith("00") ? digits.slice(2) : null;
};

export const readPrefixSlowly = (text: string, country: string): ReadPrefix => {
  const canBeSaved = (digits: string): boolean => /^[1-9][0-9]{0,14}$/.test(digits);
  const prefix = (digits: string): ReadPrefix =>
    canBeSaved(digits) ? { prefix: `+${digits}` } : { invalid: true, readings: [] };

  const cleaned = clean(text);
  if (cleaned === null || !/^\+?[0-9]+$/.test(cleaned)) return { invalid: true, readings: [] };
  if (cleaned.startsWith("+")) return prefix(cleaned.slice(1));
  const international = withoutInternationalPrefix(cleaned, country);
  if (international !== null) return prefix(international);
  const callingCode = phoneUtil.getCountryCodeForRegion(country);
  const national = withoutTrunkPrefix(cleaned, country);
  if (national !== null) return national === "" ? { invalid: true, readings: [] } : prefix(`${callingCode}${national}`);
  const both = [`${callingCode}${cleaned}`, cleaned];
  return { invalid: true, readings: both.filter(canBeSaved).map((digits) => `+${digits}`) };
};
