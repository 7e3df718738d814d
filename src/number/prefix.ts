/** A prefix of destinations as an admin types it: docs/rules.md, "A prefix as an admin types it". */
import { E164Prefix } from "./e164.ts";
import { mayBeginWithZero, planOf, plansAtStartOf } from "./numbering-plan.ts";
import { afterNationalPrefix } from "./reading.ts";
import { cleanDialled } from "./text.ts";

export type PrefixReading =
  | Readonly<{ prefix: string }>
  /** The possible meanings of the text, each a prefix that can be saved. */
  | Readonly<{ invalid: true; readings: readonly string[] }>;

/** @param country the company's home country, one of libphonenumber's */
export function readPrefix(text: string, country: string): PrefixReading {
  const cleaned = cleanDialled(text, country);
  if (cleaned === null || cleaned.spelled || cleaned.cut || !/^\+?\d+$/.test(cleaned.text)) return oneOf([]);
  const { text: typed } = cleaned;
  if (typed.startsWith("+")) return oneOf([abroad(typed.slice(1))]);
  const plan = planOf(country);
  const zeros = typed.startsWith("00") ? "00" : undefined;
  const international = plan.internationalPrefix?.exec(typed)?.[0];
  if (international ?? zeros) return betweenPrefixes(typed, [international, zeros]);
  const atHome = `+${plan.callingCode}`;
  if (plan.nationalPrefix === null && mayBeginWithZero(plan) && typed.startsWith("0")) return oneOf([atHome + typed]);
  const national = afterNationalPrefix(typed, plan);
  if (national !== null) return oneOf(national === "" ? [] : [atHome + national]);
  return { invalid: true, readings: [atHome + typed, `+${typed}`].filter((prefix) => E164Prefix.test(prefix)) };
}

/** Takes a 0 after the calling code off, where no number of that plan has one. */
function abroad(digits: string): string {
  const plan = plansAtStartOf(digits)?.[0];
  if (!plan || mayBeginWithZero(plan)) return `+${digits}`;
  return `+${plan.callingCode}${digits.slice(plan.callingCode.length).replace(/^0/, "")}`;
}

/** `0055 11` in Brazil is Brazil's area 11 after 00, and the country code 1 after a carrier's 0055. */
function betweenPrefixes(typed: string, prefixes: readonly (string | undefined)[]): PrefixReading {
  const readings = prefixes
    .filter((prefix) => prefix !== undefined)
    .map((prefix) => abroad(typed.slice(prefix.length)));
  const known = [...new Set(readings)].filter((prefix) => E164Prefix.test(prefix) && startsWithCallingCode(prefix));
  return oneOf(known.length > 0 ? known : readings.slice(0, 1));
}

/** A prefix if there is one; several are readings to choose from. */
function oneOf(prefixes: readonly string[]): PrefixReading {
  const [prefix, ...others] = prefixes.filter((prefix) => E164Prefix.test(prefix));
  if (prefix === undefined) return { invalid: true, readings: [] };
  return others.length === 0 ? { prefix } : { invalid: true, readings: [prefix, ...others] };
}

/** Whether a prefix starts with a calling code. */
export function startsWithCallingCode(prefix: string): boolean {
  return plansAtStartOf(prefix.slice(1)) !== undefined;
}
