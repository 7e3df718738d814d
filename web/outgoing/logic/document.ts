/** The document of outgoing numbers as the page works on it: entries are told apart by what they are for. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "../../../src/policy/outgoing-numbers.ts";

export type Entry = PersonalEntry | RegionalEntry;
export type Priority = OutgoingNumbers["priority"];

/** What a part of the document is for: `main`, `priority`, or an entry's `targetKey`, of which a document holds one. */
export type Target = string;

export const byTarget = <E extends Entry>(entries: readonly E[]): ReadonlyMap<Target, E> =>
  new Map(entries.map((entry) => [targetKey(entry), entry]));

/** The document alone, as it is sent, without what answers carry beside it. */
export const documentOf = ({ main, personal, regional, priority }: OutgoingNumbers): OutgoingNumbers => ({
  main,
  personal,
  regional,
  priority,
});

/** What is saved at its saved place, the rest behind it in the order given. */
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
