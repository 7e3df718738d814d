/** Whether a numbering plan has numbers that start with a prefix. */
import { LRUCache } from "lru-cache";
import { beginningOf } from "./beginning.ts";
import { plansAtStartOf, type NumberingPlan } from "./numbering-plan.ts";

/** Every save asks about all prefixes of a company again. 20,000 answers take about 3 MB. */
const answers = new LRUCache<string, boolean>({ max: 20_000 });

/**
 * Whether a valid number may start with a prefix, decided from the patterns of the plans. It is never false for a
 * prefix of a valid number; it may be true where no pattern can be completed to a full length.
 * @param prefix a plus and digits
 */
export function mayStartNumber(prefix: string): boolean {
  let answer = answers.get(prefix);
  if (answer === undefined) answers.set(prefix, (answer = findPlan(prefix.slice(1))));
  return answer;
}

function findPlan(digits: string): boolean {
  const plans = plansAtStartOf(digits);
  return plans?.some((plan) => mayStart(digits.slice(plan.callingCode.length), plan)) ?? false;
}

function mayStart(national: string, { general, kinds, longest }: NumberingPlan): boolean {
  if (national.length > longest || !beginningOf(general.pattern).test(national)) return false;
  return kinds.some(
    ({ lengths, pattern }) =>
      (lengths.size === 0 || lengths.values().some((length) => length >= national.length)) &&
      beginningOf(pattern).test(national),
  );
}
