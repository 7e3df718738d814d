/** docs/rules.md, "A prefix as an admin types it", read slowly. */
import { clean } from "./clean.ts";
import { metadataOf } from "./google.ts";
import { callingCodeAtStart, callingCodeOf, internationalPrefixOf, matchAtStart, trunkPrefixOf } from "./plan.ts";
import { PLANS_WITH_ZERO } from "./tables.ts";

export type ReadPrefix = Readonly<{ prefix: string } | { invalid: true; readings: readonly string[] }>;

/** What follows the trunk prefix, as libphonenumber's metadata reads it; null where none is there. */
const withoutTrunkPrefix = (digits: string, country: string): string | null => {
  const match = matchAtStart(digits, metadataOf(country).getNationalPrefixForParsing());
  if (match === null) return null;
  const rule = metadataOf(country).getNationalPrefixTransformRule();
  const captured = match[match.length - 1];
  if (rule === null || rule === undefined || rule === "" || captured === undefined || captured === "")
    return digits.slice(match[0].length);
  const transformed = rule.replace(/\$(\d)/g, (_whole: string, group: string) => match[Number(group)] ?? "");
  return transformed + digits.slice(match[0].length);
};

/** Without the 0 that people put behind a calling code, where no number of the plan begins with it. */
const asWithPlus = (digits: string): string => {
  const callingCode = callingCodeAtStart(digits);
  if (callingCode === null || PLANS_WITH_ZERO.includes(callingCode)) return digits;
  const national = digits.slice(String(callingCode).length);
  return `${callingCode}${national.replace(/^0/, "")}`;
};

const canBeSaved = (digits: string): boolean => /^[1-9][0-9]{0,14}$/.test(digits);

const invalid = (...readings: string[]): ReadPrefix => ({
  invalid: true,
  readings: readings.filter(canBeSaved).map((digits) => `+${digits}`),
});

const prefixOf = (digits: string): ReadPrefix => (canBeSaved(digits) ? { prefix: `+${digits}` } : invalid());

/** Null where neither the international prefix of the country nor `00` is there. */
const international = (text: string, country: string): ReadPrefix | null => {
  const own = internationalPrefixOf(text, country);
  const rests = [...(own === null ? [] : [text.slice(own.length)]), ...(text.startsWith("00") ? [text.slice(2)] : [])];
  const prefixes = [...new Set(rests.map(asWithPlus))];
  if (prefixes.length === 0) return null;
  const withCallingCode = prefixes.filter((each) => canBeSaved(each) && callingCodeAtStart(each) !== null);
  if (withCallingCode.length > 1) return invalid(...withCallingCode);
  return prefixOf(withCallingCode[0] ?? prefixes[0] ?? "");
};

export const readPrefixSlowly = (typed: string, country: string): ReadPrefix => {
  const text = clean(typed, country, false)?.text ?? "";
  if (!/^\+?[0-9]+$/.test(text)) return invalid();
  if (text.startsWith("+")) return prefixOf(asWithPlus(text.slice(1)));
  const behindInternational = international(text, country);
  if (behindInternational !== null) return behindInternational;

  const callingCode = callingCodeOf(country);
  if (trunkPrefixOf(country) === "" && PLANS_WITH_ZERO.includes(callingCode) && text.startsWith("0"))
    return prefixOf(`${callingCode}${text}`);
  const national = withoutTrunkPrefix(text, country);
  if (national === null) return invalid(`${callingCode}${text}`, text);
  return national === "" ? invalid() : prefixOf(`${callingCode}${national}`);
};
