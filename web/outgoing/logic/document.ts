/** The document of outgoing numbers, whose entries are identified by their target. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "../../../src/policy/outgoing-numbers.ts";

export type Entry = PersonalEntry | RegionalEntry;
export type Priority = OutgoingNumbers["priority"];

/** Identifies a part of the document: `main`, `priority`, or the `targetKey` of an entry, which is unique in it. */
export type Target = string;

export const byTarget = <E extends Entry>(entries: readonly E[]): ReadonlyMap<Target, E> =>
  new Map(entries.map((entry) => [targetKey(entry), entry]));

/** The document as it is sent, without the other members of an answer. */
export const documentOf = ({ main, personal, regional, priority }: OutgoingNumbers): OutgoingNumbers => ({
  main,
  personal,
  regional,
  priority,
});

/** Saved entries in their saved order, then the others in the given order. */
export function inSavedOrder<E extends Entry>(saved: readonly E[], entries: readonly E[]): E[] {
  const present = new Map(byTarget(entries));
  const known: E[] = [];
  for (const entry of saved) {
    const target = targetKey(entry);
    const now = present.get(target);
    if (now && present.delete(target)) known.push(now);
  }
  return [...known, ...present.values()];
}
