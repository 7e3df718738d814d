/** Holds the decisions of a company, or of a key, to the quota that the operator has set, in this process. */
import { LRUCache } from "lru-cache";

/** A token bucket: a second's decisions at once, then one more whenever the next falls due. */
export class DecisionRate {
  readonly perSecond: number;
  #left: number;
  /** On the clock of `performance.now()`. */
  #countedAt: number;

  constructor(perSecond: number, now: number) {
    this.perSecond = perSecond;
    this.#left = perSecond;
    this.#countedAt = now;
  }

  /** Whether one more decision may be made; the next may be within a second. */
  hasRoom(now: number): boolean {
    const due = ((now - this.#countedAt) * this.perSecond) / 1000;
    this.#left = Math.min(this.perSecond, this.#left + due);
    this.#countedAt = now;
    return this.#left >= 1;
  }

  take(): void {
    this.#left -= 1;
  }
}

export type DecisionRates = Readonly<{
  /** @returns null without a quota; as long as the quota is the same, the same rate */
  of: (id: string, perSecond: number | null) => DecisionRate | null;
  now: () => number;
}>;

/** The one that was read longest ago is forgotten: if it is read again, it begins anew. */
const MOST_RATES = 10_000;

/** Keeps the rates of those that have a quota, so that reading a company or a key again does not begin them anew. */
export function createDecisionRates(now: () => number = () => performance.now()): DecisionRates {
  const rates = new LRUCache<string, DecisionRate>({ max: MOST_RATES });
  return {
    now,
    of(id, perSecond) {
      if (perSecond === null) return null;
      const known = rates.get(id);
      if (known?.perSecond === perSecond) return known;
      const rate = new DecisionRate(perSecond, now());
      rates.set(id, rate);
      return rate;
    },
  };
}
