/** The orders in which each list was shown: whoever comes back to its table does not wait until it is sorted. */
import type { Key } from "./sort.ts";

/** What a list is sorted by: the key of each thing, and how keys are compared, such as the language and direction. */
export type By = Readonly<{ keys: readonly Key[]; compared: string }>;

type Order = Readonly<{ by: By; sorted: readonly unknown[] }>;

/** Of one list, the newest first. */
const orders = new WeakMap<object, readonly Order[]>();

/** The orders that are known of one list: by some columns, and back. */
const MOST = 4;

/** @returns null if the list was not sorted by this, or long ago */
export function knownOrder<T>(things: readonly T[], { keys, compared }: By): readonly T[] | null {
  const known = orders
    .get(things)
    ?.find(({ by }) => by.compared === compared && by.keys.every((key, at) => key === keys[at]));
  return (known?.sorted as readonly T[] | undefined) ?? null;
}

export function noteOrder<T>(things: readonly T[], by: By, sorted: readonly T[]): void {
  orders.set(things, [{ by, sorted }, ...(orders.get(things) ?? [])].slice(0, MOST));
}
