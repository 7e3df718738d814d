/** Whether telephone numbers start with a prefix, and whether other prefixes cover all of them. */
import { LRUCache } from "lru-cache";
import { startsOf } from "./numbering-plan.ts";
import { readInternational } from "./reading.ts";

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));

/** E.164 numbers have at most fifteen digits (ITU-T E.164, 6.2.1). */
const LONGEST = 15;

function isNumber(e164: string): boolean {
  const reading = readInternational(e164.slice(1));
  return reading?.e164 === e164 && (reading.valid || reading.possible);
}

/**
 * Whether a possible number starts with a prefix: none does if the prefix has no calling code, is too long,
 * or contains a trunk prefix that is never part of a number, as in +49 0 30.
 */
export function isReachable(prefix: string): boolean {
  let answer = reachable.get(prefix);
  if (answer === undefined) reachable.set(prefix, (answer = findNumber(prefix)));
  return answer;
}

/** Every save asks about all prefixes of a company again. 20,000 answers take about 3 MB. */
const reachable = new LRUCache<string, boolean>({ max: 20_000 });

function findNumber(prefix: string): boolean {
  for (let length = prefix.length; length <= LONGEST + 1; length++)
    if (DIGITS.some((digit) => isNumber(prefix.padEnd(length, digit)))) return true;
  return false;
}

/** Prefixes in the order of their digits: the longer ones that start with a prefix follow it directly. */
export type SortedPrefixes = readonly string[];

/** The longer prefixes that start with a target, if they cover all its numbers; otherwise null. */
export function coveredByLonger(target: string, prefixes: SortedPrefixes): readonly string[] | null {
  const longer = startingWith(target, prefixes).filter((prefix) => prefix !== target);
  return coverAll(target, longer) ? longer : null;
}

/** The prefixes that cover all numbers of a country; null if they do not. */
export function coveredCountry(country: string, prefixes: SortedPrefixes): readonly string[] | null {
  const covers = new Set<string>();
  for (const start of startsOf(country)) {
    const cover = coveredWhole(start, prefixes);
    if (cover === null) return null;
    for (const prefix of cover) covers.add(prefix);
  }
  return [...covers];
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
