/** Sorting of the rows of a table. */

export type Sort = Readonly<{ column: string; isDescending: boolean }>;

/** The order after a press of a heading: the other way if it is sorted by that already. */
export const pressed = (sort: Sort | null, column: string): Sort => ({
  column,
  isDescending: sort?.column === column && !sort.isDescending,
});

/** What a thing is sorted by. */
export type Key = string | number;

/** Empty texts come last, whichever way it is sorted; numbers within texts count as numbers. */
export function comparator(language: string, isDescending: boolean): (a: Key, b: Key) => number {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const sign = isDescending ? -1 : 1;
  return (a, b) => {
    if (a === "" || b === "") return Number(a === "") - Number(b === "");
    if (typeof a === "number" && typeof b === "number") return sign * (a - b);
    return sign * compare(String(a), String(b));
  };
}

/** Rows that are sorted at once: that takes a few milliseconds. */
const AT_ONCE = 1000;

/**
 * A stable merge sort, step by step, so that tens of thousands of rows do not keep the page from what is pressed
 * meanwhile. Whoever asks for the next step may wait before.
 */
export function* sortStepwise<T>(
  things: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<undefined, readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let at = 0; at < things.length; at += AT_ONCE) {
    runs.push(things.slice(at, at + AT_ONCE).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* merge(runs[at]!, runs[at + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<undefined, readonly T[]> {
  const merged: T[] = [];
  let [l, r] = [0, 0];
  while (l < left.length || r < right.length) {
    const takesLeft = r >= right.length || (l < left.length && compare(left[l]!, right[r]!) <= 0);
    merged.push(takesLeft ? left[l++]! : right[r++]!);
    if (merged.length % AT_ONCE === 0) yield;
  }
  return merged;
}
