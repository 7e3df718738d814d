import { DOUBLE_ZERO, planOf } from "./numbering-plan.ts";

/** The trunk prefix and the international prefixes of a country: people dial them before numbers at home and abroad. */
export function dialledBefore(country: string): readonly string[] {
  const { nationalPrefix, preferredInternationalPrefix } = planOf(country);
  const prefixes = [nationalPrefix, preferredInternationalPrefix, DOUBLE_ZERO];
  return [...new Set(prefixes.filter((prefix) => prefix !== null))];
}
