/** The comparison that all benchmarks use: alternating pairs, and the median of their ratios. */

export type Side = () => Promise<number> | number;

export type Comparison = Readonly<{
  /** Medians, in the unit that the sides measure. */
  ours: number;
  baseline: number;
  /** The median of ours / baseline, pair by pair: the figure that noise affects least. */
  ratio: number;
  ratios: readonly number[];
}>;

const PAIRS = 7;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** @param share from 0 to 1: 0.99 for p99 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** One warm-up of each side, then seven pairs; the side that goes first alternates. */
export async function compare(ours: Side, baseline: Side): Promise<Comparison> {
  await ours();
  await baseline();
  const pairs: { ours: number; baseline: number }[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    if (pair % 2 === 0) pairs.push({ ours: await ours(), baseline: await baseline() });
    else {
      const base = await baseline();
      pairs.push({ ours: await ours(), baseline: base });
    }
  }
  const ratios = pairs.map((pair) => pair.ours / pair.baseline);
  return {
    ours: median(pairs.map(({ ours }) => ours)),
    baseline: median(pairs.map(({ baseline }) => baseline)),
    ratio: median(ratios),
    ratios,
  };
}

/** Calls a second of something that runs at once, over about a third of a second. */
export function rate(work: (times: number) => void, times: number): number {
  const started = performance.now();
  work(times);
  return (times / (performance.now() - started)) * 1000;
}
