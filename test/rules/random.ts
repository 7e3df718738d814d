/** Chance that can be had again: every random test is played from one seed. */

export type Random = Readonly<{
  /** Evenly from 0 up to, not including, 1. */
  next: () => number;
  /** Evenly from 0 up to, not including, `below`. */
  int: (below: number) => number;
  chance: (probability: number) => boolean;
  pick: <Item>(items: readonly Item[]) => Item;
  /** Each item with this probability, in their order. */
  some: <Item>(items: readonly Item[], probability: number) => Item[];
  shuffle: <Item>(items: readonly Item[]) => Item[];
}>;

/** mulberry32: small, and good enough to try things out with. */
const mulberry32 = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The `index`-th source of chance under a seed: any one of them can be had without those before it. */
export const randomOf = (seed: number, index = 0): Random => {
  const next = mulberry32(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const int = (below: number): number => Math.floor(next() * below);
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new Error("nothing to pick from");
    return items[int(items.length)] as Item;
  };
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    some: (items, probability) => items.filter(() => next() < probability),
    shuffle: (items) => {
      const left = [...items];
      const shuffled: (typeof left)[number][] = [];
      while (left.length > 0) shuffled.push(...left.splice(int(left.length), 1));
      return shuffled;
    },
  };
};

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
