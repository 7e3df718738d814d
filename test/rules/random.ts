/** Every random test is played from one seed. */

export { randomOf, type Random } from "../../lab/random.ts";

/**
 * `CALLAS_TEST_SEED=7` plays the random tests from another seed, and `CALLAS_TEST_SEED=7:1234`
 * plays item 1234 of it alone: what a failure prints.
 */
export const seedOfRun = (text = process.env["CALLAS_TEST_SEED"]): Readonly<{ seed: number; only?: number }> => {
  if (text === undefined) return { seed: 1 };
  const [, seed, only] = /^(\d+)(?::(\d+))?$/.exec(text) ?? [];
  if (seed === undefined) throw new Error("CALLAS_TEST_SEED is a number, or two with a colon between them");
  return only === undefined ? { seed: Number(seed) } : { seed: Number(seed), only: Number(only) };
};

/**
 * How many of the random cases are played: `CALLAS_TEST_SHARE=0.02` plays one in fifty. All of them, unless it is set.
 * @param all the number of cases of a full run
 */
export const shareOf = (all: number, text = process.env["CALLAS_TEST_SHARE"] ?? "1"): number => {
  const share = Number(text);
  if (!(share > 0 && share <= 1)) throw new Error("CALLAS_TEST_SHARE is above 0 and at most 1");
  return Math.ceil(all * share);
};

/** A count of {@link shareOf} as it stands in the name of a test: `1,000,000`. */
export const inWords = (count: number): string => count.toLocaleString("en");
