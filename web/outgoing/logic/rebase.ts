/** Somebody else saved in between: my unsaved changes over his document. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "../../../src/policy/outgoing-numbers.ts";
import { changesBetween, type Change } from "./changes.ts";
import { inSavedOrder, type Entry, type Target } from "./document.ts";

/** A target that both sides changed, each to something else; null: not there. */
type Sides<Value> = Readonly<{ target: Target; base: Value; mine: Value; theirs: Value }>;

/** Two priorities cannot overlap: who changes the one changes it to the other. */
export type Overlap =
  | (Sides<string | null> & Readonly<{ block: "main" }>)
  | (Sides<string | null> & Readonly<{ block: "personal"; entry: PersonalEntry }>)
  | (Sides<string | null> & Readonly<{ block: "regional"; entry: RegionalEntry }>);

export type Rebased = Readonly<{
  /** Theirs with my changes, still unsaved. Where both changed a target, mine stands. */
  document: OutgoingNumbers;
  overlaps: readonly Overlap[];
}>;

/**
 * A change that both sides made alike is no longer one. To take theirs of an overlap is
 * `restoreTargets(theirs, document, [overlap.target])`.
 * @param base the saved document that my changes were made on
 * @param earlier overlaps of a rebase before this one; those that still differ from theirs stay listed
 */
export function rebase(
  base: OutgoingNumbers,
  mine: OutgoingNumbers,
  theirs: OutgoingNumbers,
  earlier: readonly Overlap[] = [],
): Rebased {
  const mineBefore = changesBetween(base, mine);
  const document: OutgoingNumbers = {
    main: base.main === mine.main ? theirs.main : mine.main,
    personal: laidOver(theirs.personal, mine.personal, mineBefore),
    regional: laidOver(theirs.regional, mine.regional, mineBefore),
    priority: base.priority === mine.priority ? theirs.priority : mine.priority,
  };
  const bases = new Map([
    ...earlier.map(({ target, base }) => [target, base] as const),
    ...changesBetween(base, theirs).map(({ target, from }) => [target, from] as const),
  ]);
  const overlaps = changesBetween(theirs, document).flatMap((change): readonly Overlap[] => {
    const before = bases.get(change.target);
    if (change.block === "priority" || before === undefined) return [];
    const { kind, from, to, ...what } = change;
    return [{ ...what, base: before, mine: to, theirs: from }];
  });
  return { document, overlaps };
}

function laidOver<E extends Entry>(theirs: readonly E[], mine: readonly E[], changes: readonly Change[]): E[] {
  const changed = new Set(changes.map(({ target }) => target));
  const isChanged = (entry: E) => changed.has(targetKey(entry));
  return inSavedOrder(theirs, [...theirs.filter((entry) => !isChanged(entry)), ...mine.filter(isChanged)]);
}
