/** Who calls in a benchmark: places of companies and people, the same in every run. */
import { lineOf, peopleAt } from "./companies.ts";

export type Caller = Readonly<{ company: number; line: string }>;

/** Numbers from 0 to 1 that only look random. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Every company calls as often as any other. */
export function byCompany(companies: number, seed = 1): () => Caller {
  const next = sequence(seed);
  return () => {
    const company = Math.floor(next() * companies);
    return { company, line: lineOf(Math.floor(next() * peopleAt(company))) };
  };
}

/** Everybody calls as often as anybody else: a third of the calls come from companies of 5,000. */
export function byPeople(companies: number, seed = 1): () => Caller {
  const next = sequence(seed);
  const upTo = new Float64Array(companies);
  let people = 0;
  for (let at = 0; at < companies; at++) upTo[at] = people += peopleAt(at);
  return () => {
    const person = Math.floor(next() * people);
    let [low, high] = [0, companies - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! > person) high = middle;
      else low = middle + 1;
    }
    return { company: low, line: lineOf(upTo[low]! - 1 - person) };
  };
}
