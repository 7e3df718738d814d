/** Emergency numbers: docs/rules.md, "Understanding what was dialled", step 6. */
import { EMERGENCY_EVERYWHERE } from "./emergency-everywhere.ts";
import metadata from "./emergency-numbers.json" with { type: "json" };
import additions from "./more-emergency-numbers.json" with { type: "json" };
import { lazily } from "./lazily.ts";

const ofMetadata: Readonly<Record<string, readonly string[]>> = metadata;

const numbersOf = lazily(
  (country: string): ReadonlySet<string> =>
    new Set([
      ...EMERGENCY_EVERYWHERE,
      ...(ofMetadata[country] ?? []),
      ...additions.filter((addition) => addition.country === country).flatMap(({ numbers }) => numbers),
    ]),
);

/** The emergency numbers of a country, exactly as dialled; for an unknown country those that hold in every country. */
export const emergencyNumbersOf = (country: string): readonly string[] => [...numbersOf(country)];

/** Whether digits, exactly as dialled, call the emergency services of a country. */
export const isEmergency = (digits: string, country: string): boolean => numbersOf(country).has(digits);
