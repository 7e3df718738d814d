/** The quotas that an operator may set, with the least and the most of each: without zod, for the page. */
export const QUOTA_LIMITS = {
  numbers: [0, 1_000_000],
  people: [0, 1_000_000],
  entries: [0, 1_000_000],
  /** Each save reads as many rows of the history. */
  savesPerMinute: [1, 6000],
  decisionsPerSecond: [1, 1_000_000],
} as const satisfies Readonly<Record<string, readonly [least: number, most: number]>>;
