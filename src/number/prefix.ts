/** A prefix of destinations as an admin types it: docs/rules.md, "A prefix as an admin types it". */
import { E164Prefix } from "./e164.ts";
import { planOf, plansAtStartOf } from "./numbering-plan.ts";
import { afterNationalPrefix } from "./reading.ts";
import { cleanDialled } from "./text.ts";

export type PrefixReading =
  | Readonly<{ prefix: string }>
  /** The possible meanings of the text, each a prefix that can be saved. */
  | Readonly<{ invalid: true; readings: readonly string[] }>;

const NONE: PrefixReading = { invalid: true, readings: [] };

/** @param country the company's home country, one of libphonenumber's */
export function readPrefix(text: string, country: string): PrefixReading {
  const cleaned = cleanDialled(text);
  if (cleaned === null || !/^\+?\d+$/.test(cleaned)) return NONE;
  if (cleaned.startsWith("+")) return prefixOrNone(cleaned);
  const plan = planOf(country);
  const international = plan.internationalPrefix?.exec(cleaned)?.[0] ?? (cleaned.startsWith("00") ? "00" : "");
  if (international) return prefixOrNone(`+${cleaned.slice(international.length)}`);
  const national = afterNationalPrefix(cleaned, plan);
  const atHome = `+${plan.callingCode}`;
  if (national !== null) return national === "" ? NONE : prefixOrNone(atHome + national);
  return { invalid: true, readings: [atHome + cleaned, `+${cleaned}`].filter((prefix) => E164Prefix.test(prefix)) };
}

function prefixOrNone(prefix: string): PrefixReading {
  return E164Prefix.test(prefix) ? { prefix } : NONE;
}

/** Whether a prefix starts with a calling code. */
export function startsWithCallingCode(prefix: string): boolean {
  return plansAtStartOf(prefix.slice(1)) !== undefined;
}
