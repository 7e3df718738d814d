/** The unsaved changes as a person counts them: what was done to one row is one change, for however many people. */
import type { DeviceCondition, PersonalEntry } from "../../../src/policy/outgoing-numbers.ts";
import type { Change } from "./changes.ts";
import type { Target } from "./document.ts";

export type ChangeGroup = Readonly<{
  /** Alike but for whom or where they are for; never empty. */
  changes: readonly Change[];
  /** All targets that it concerns: undoing it resets them. */
  targets: readonly Target[];
  /** The device that the numbers were for, if that has changed: then the changes lead from it to the new one. */
  fromDevice: DeviceCondition | null;
}>;

type PersonalChange = Extract<Change, { block: "personal" }>;

/** In the order of the first change of each. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const moves = movesOf(changes);
  const groups = new Map<string, { changes: Change[]; targets: Target[]; fromDevice: DeviceCondition | null }>();
  for (const change of changes) {
    const move = moves.get(change.target);
    // The other half of a move.
    if (move === null) continue;
    const shown = move?.change ?? change;
    const fromDevice = move?.fromDevice ?? null;
    const key = JSON.stringify([kindOf(shown), shown.from, shown.to, fromDevice]);
    const group = groups.get(key) ?? { changes: [], targets: [], fromDevice };
    groups.set(key, group);
    group.changes.push(shown);
    group.targets.push(...(move?.targets ?? [change.target]));
  }
  return [...groups.values()];
}

/** What changes must share to be one, besides the numbers. Each prefix has a row of its own. */
function kindOf(change: Change): readonly unknown[] {
  const { block, kind } = change;
  if (block === "personal") return [block, kind, change.entry.device];
  return block === "regional" && "prefix" in change.entry ? [block, change.target] : [block, kind];
}

type Move = Readonly<{ change: PersonalChange; fromDevice: DeviceCondition; targets: readonly Target[] }>;

/**
 * A person's number for one device that was removed, with the one that was added for another device: it has moved.
 * @returns by the target of what was removed; null by that of what was added
 */
function movesOf(changes: readonly Change[]): ReadonlyMap<Target, Move | null> {
  const personal = changes.filter((change) => change.block === "personal");
  const moves = new Map<Target, Move | null>();
  for (const own of Map.groupBy(personal, ({ entry }) => subjectOf(entry)).values()) {
    const [removed, ...otherRemoved] = own.filter(({ kind }) => kind === "removed");
    const [added, ...otherAdded] = own.filter(({ kind }) => kind === "added");
    if (!removed || !added || otherRemoved.length > 0 || otherAdded.length > 0) continue;
    const change: PersonalChange = { ...added, kind: "changed", from: removed.from };
    const targets = [removed.target, added.target];
    moves.set(removed.target, { change, fromDevice: removed.entry.device, targets });
    moves.set(added.target, null);
  }
  return moves;
}

const subjectOf = (entry: PersonalEntry) =>
  "employee" in entry ? `employee ${entry.employee}` : `department ${entry.department}`;
