/** The order in which each list was shown last: whoever comes back to its table does not wait until it is sorted. */
import type { Key } from "./sort.ts";

/** What a list is sorted by: the key of each thing, and how keys are compared, such as the language and direction. */
export type By = Readonly<{ keys: readonly Key[]; compared: string }>;

const orders = new WeakMap<object, Readonly<{ by: By; sorted: readonly unknown[] }>>();

/** @returns null if the list was sorted by something else, or never */
export function knownOrder<T>(things: readonly T[], { keys, compared }: By): readonly T[] | null {
  const known = orders.get(things);
  if (known?.by.compared !== compared || !known.by.keys.every((key, at) => key === keys[at])) return null;
  return known.sorted as readonly T[];
}

export function noteOrder<T>(things: readonly T[], by: By, sorted: readonly T[]): void {
  orders.set(things, { by, sorted });
}
