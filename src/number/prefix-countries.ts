/** The countries of the numbers that start with a prefix. */
import { plansAtStartOf } from "./numbering-plan.ts";
import { readInternational } from "./reading.ts";

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));
/** Lengths of E.164 numbers, plus included, in calling codes that several countries share (+1, +7, +44 …). */
const SHORTEST = 10;
const LONGEST = 15;

/**
 * The countries of valid numbers that start with a prefix, found by trying numbers with every next digit: none is
 * wrong, a small one may be missing.
 * @param prefix a plus and digits
 */
export function countriesBehind(prefix: string): readonly string[] {
  const countries = new Set<string>();
  const plans = plansAtStartOf(prefix.slice(1)) ?? [];
  const [only] = plans;
  // One country has the calling code: all numbers that start with it are its own.
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
