/** Whether telephone numbers start with a prefix, and whether other prefixes cover all of them. */
import { planOf, plansAtStartOf, startsOf } from "./numbering-plan.ts";
import { SAN_MARINO } from "./read-number.ts";
import { readInternational } from "./reading.ts";

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));

/** E.164 numbers have at most fifteen digits (ITU-T E.164, 6.2.1). */
const LONGEST = 15;

/** The fewest digits of a number that is taken as it stands behind a plus: docs/rules.md, step 7. */
const SHORTEST_AS_IT_STANDS = 8;

function isNumber(e164: string): boolean {
  const digits = e164.slice(1);
  const reading = readInternational(digits);
  if (reading?.valid || reading?.possible) return reading.e164 === e164;
  return digits.length >= SHORTEST_AS_IT_STANDS && digits.length <= LONGEST && plansAtStartOf(digits) !== undefined;
}

/** Whether a call can go to a number that starts with a prefix, be it in any plan or not. */
export function isReachable(prefix: string): boolean {
  return prefix.length <= LONGEST + 1 && isStartOfCallingCode(prefix.slice(1));
}

function isStartOfCallingCode(digits: string): boolean {
  return (
    plansAtStartOf(digits) !== undefined ||
    (digits.length < 3 && DIGITS.some((digit) => isStartOfCallingCode(digits + digit)))
  );
}

/** Prefixes in the order of their digits: the longer ones that start with a prefix follow it directly. */
export type SortedPrefixes = readonly string[];

/** The longer prefixes that start with a target, if they cover all its numbers; otherwise null. */
export function coveredByLonger(target: string, prefixes: SortedPrefixes): readonly string[] | null {
  const longer = startingWith(target, prefixes).filter((prefix) => prefix !== target);
  return coverAll(target, longer) ? longer : null;
}

/**
 * The prefixes that cover all numbers of a country; null if they do not.
 * @param home where they are dialled: numbers that countries share are home's (docs/rules.md, "The country")
 */
export function coveredCountry(country: string, home: string, prefixes: SortedPrefixes): readonly string[] | null {
  const covers = new Set<string>();
  for (const start of startsAt(country, home)) {
    const cover = coveredWhole(start, prefixes);
    if (cover === null) return null;
    for (const prefix of cover) covers.add(prefix);
  }
  return [...covers];
}

function startsAt(country: string, home: string): readonly string[] {
  const starts = country === home ? [`+${planOf(country).callingCode}`] : startsOf(country);
  return country === "SM" ? [...starts, SAN_MARINO] : starts;
}

/** The prefixes that cover all numbers with a start: a shorter one, the start itself, or enough longer ones. */
function coveredWhole(start: string, prefixes: SortedPrefixes): readonly string[] | null {
  for (let length = start.length; length > 1; length--) {
    const shorter = start.slice(0, length);
    if (startingWith(shorter, prefixes)[0] === shorter) return [shorter];
  }
  return coveredByLonger(start, prefixes);
}

function coverAll(start: string, longer: SortedPrefixes): boolean {
  if (longer.length < DIGITS.length || isNumber(start)) return false;
  return DIGITS.every((digit) => {
    const next = start + digit;
    const within = startingWith(next, longer);
    return within[0] === next || coverAll(next, within);
  });
}

const AFTER_DIGITS = ":";

function startingWith(start: string, prefixes: SortedPrefixes): SortedPrefixes {
  return prefixes.slice(firstFrom(start, prefixes), firstFrom(start + AFTER_DIGITS, prefixes));
}

function firstFrom(start: string, prefixes: SortedPrefixes): number {
  let [low, high] = [0, prefixes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (prefixes[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
