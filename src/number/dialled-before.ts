import { planOf } from "./numbering-plan.ts";

/** Recommended to all countries (ITU-T E.164, Annex A), and in use beside a country's own. */
const RECOMMENDED = "00";

/** The trunk prefix and the international prefixes of a country: people dial them before numbers at home and abroad. */
export function dialledBefore(country: string): readonly string[] {
  const { nationalPrefix, preferredInternationalPrefix } = planOf(country);
  const prefixes = [nationalPrefix, preferredInternationalPrefix, RECOMMENDED];
  return [...new Set(prefixes.filter((prefix) => prefix !== null))];
}
