/** Which countries the numbers behind a prefix belong to. */
import { plansAtStartOf } from "./numbering-plan.ts";
import { readInternational } from "./reading.ts";

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));
/** Digits of E.164 numbers in calling codes that several countries share (+1, +7, +44 …), with the plus. */
const SHORTEST = 10;
const LONGEST = 15;

/**
 * The countries of valid numbers that start with a prefix, as far as a look at numbers with every next digit
 * tells: none is wrong, a small one may be missing.
 * @param prefix a plus and digits
 */
export function countriesBehind(prefix: string): readonly string[] {
  const countries = new Set<string>();
  const plans = plansAtStartOf(prefix.slice(1)) ?? [];
  const [only] = plans;
  // One country has the calling code: whatever stands behind it is its own.
  if (only && plans.length === 1) return only.country === null ? [] : [only.country];
  for (const start of [prefix, ...DIGITS.map((digit) => prefix + digit)])
    for (let length = Math.max(start.length, SHORTEST); length <= LONGEST + 1; length++)
      for (const digit of DIGITS) {
        const reading = readInternational(start.padEnd(length, digit).slice(1));
        if (reading?.valid && reading.country !== null && reading.e164.startsWith(prefix))
          countries.add(reading.country);
      }
  return [...countries];
}
