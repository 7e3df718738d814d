/** Which telephone numbers a prefix stands for, and whether other prefixes take all of them. */
import { readInternational } from "./reading.ts";

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));

/** E.164 numbers have at most fifteen digits (ITU-T E.164, 6.2.1). */
const LONGEST = 15;

function isNumber(e164: string): boolean {
  const reading = readInternational(e164.slice(1));
  return reading?.e164 === e164 && (reading.valid || reading.possible);
}

/**
 * Whether a possible number starts with a prefix: none does where it has no calling code, is too long,
 * or holds a trunk prefix that is never part of a number, as in +49 0 30.
 */
export function isReachable(prefix: string): boolean {
  for (let length = prefix.length; length <= LONGEST + 1; length++)
    if (DIGITS.some((digit) => isNumber(prefix.padEnd(length, digit)))) return true;
  return false;
}

/**
 * The prefixes that take every number of a target away from it; null where some number is left.
 * @param rivals prefixes with a plus, the target not among them
 * @param which `longer`: only prefixes that go on from the target; `any`: also those it goes on from
 */
export function coveredBy(
  target: string,
  rivals: ReadonlySet<string>,
  which: "longer" | "any",
): readonly string[] | null {
  if (which === "any")
    for (let length = target.length; length > 1; length--)
      if (rivals.has(target.slice(0, length))) return [target.slice(0, length)];
  const longer = [...rivals].filter((rival) => rival.startsWith(target));
  return covers(target, longer) ? longer : null;
}

function covers(start: string, prefixes: readonly string[]): boolean {
  if (prefixes.includes(start)) return true;
  const longer = prefixes.filter((prefix) => prefix.startsWith(start));
  return longer.length >= DIGITS.length && !isNumber(start) && DIGITS.every((digit) => covers(start + digit, longer));
}
