/** Chance that can be had again, from a seed. */

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
