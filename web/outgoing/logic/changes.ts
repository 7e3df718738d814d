/** The unsaved changes: the difference between the saved and the present document. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "../../../src/policy/outgoing-numbers.ts";
import { byTarget, type Entry, type Priority, type Target } from "./document.ts";

type Kind = "added" | "changed" | "removed";

/** A number in one block; `from` is null for what is added, `to` for what is removed. */
type NumberChange = Readonly<{ kind: Kind; target: Target; from: string | null; to: string | null }>;

/** `entry` is the present one, or the saved one where it is removed. */
type EntryChange =
  | (NumberChange & Readonly<{ block: "personal"; entry: PersonalEntry }>)
  | (NumberChange & Readonly<{ block: "regional"; entry: RegionalEntry }>);

export type Change =
  | (NumberChange & Readonly<{ block: "main" }>)
  | EntryChange
  | Readonly<{ block: "priority"; kind: "changed"; target: Target; from: Priority; to: Priority }>;

/**
 * The order of entries is not a change. Main comes first, then the personal and the regional entries, saved ones in
 * their saved order before added ones, and the priority last.
 */
export function changesBetween(saved: OutgoingNumbers, present: OutgoingNumbers): readonly Change[] {
  const changes: Change[] = [];
  if (saved.main !== present.main)
    changes.push({ block: "main", target: "main", ...numberChange(saved.main, present.main) });
  for (const change of entryChanges(saved.personal, present.personal)) changes.push({ block: "personal", ...change });
  for (const change of entryChanges(saved.regional, present.regional)) changes.push({ block: "regional", ...change });
  if (saved.priority !== present.priority)
    changes.push({
      block: "priority",
      kind: "changed",
      target: "priority",
      from: saved.priority,
      to: present.priority,
    });
  return changes;
}

export type Counts = Readonly<Record<Kind, number>>;

/** How many changes there are of each kind. */
export function countsOf(changes: readonly Change[]): Counts {
  const counts = { added: 0, changed: 0, removed: 0 };
  for (const { kind } of changes) counts[kind]++;
  return counts;
}

function numberChange(from: string | null, to: string | null) {
  const kind: Kind = from === null ? "added" : to === null ? "removed" : "changed";
  return { kind, from, to };
}

function* entryChanges<E extends Entry>(saved: readonly E[], present: readonly E[]) {
  if (saved === present) return;
  const before = byTarget(saved);
  const now = byTarget(present);
  for (const [target, entry] of before) {
    const to = now.get(target);
    if (to?.number === entry.number) continue;
    yield { target, entry: to ?? entry, ...numberChange(entry.number, to?.number ?? null) };
  }
  for (const entry of present) {
    const target = targetKey(entry);
    if (!before.has(target)) yield { target, entry, ...numberChange(null, entry.number) };
  }
}
