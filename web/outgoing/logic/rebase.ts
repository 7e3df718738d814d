/** Applies unsaved changes to a document that somebody else has saved in between. */
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "../../../src/policy/outgoing-numbers.ts";
import { merge, type Overlap as OverlapOf } from "../../form/three-way.ts";
import { byTarget, type Entry, type Target } from "./document.ts";

/** The numbers of a target that both sides have changed differently; null: no entry. */
type Sides = Readonly<{ target: Target; base: string | null; mine: string | null; theirs: string | null }>;

/** Two priorities cannot overlap: both sides can only change to the other one. */
export type Overlap =
  | (Sides & Readonly<{ block: "main" }>)
  | (Sides & Readonly<{ block: "personal"; entry: PersonalEntry }>)
  | (Sides & Readonly<{ block: "regional"; entry: RegionalEntry }>);

export type Rebased = Readonly<{
  /** Theirs with my changes, still unsaved. If both changed a target, mine is kept. */
  document: OutgoingNumbers;
  overlaps: readonly Overlap[];
}>;

/**
 * A change that both sides made alike is no longer a change. To take theirs for an overlap, call
 * `restoreTargets(theirs, document, [overlap.target])`.
 * @param base the saved document that my changes are based on
 * @param earlier overlaps of the previous rebase; those that still differ from theirs stay listed
 */
export function rebase(
  base: OutgoingNumbers,
  mine: OutgoingNumbers,
  theirs: OutgoingNumbers,
  earlier: readonly Overlap[] = [],
): Rebased {
  const main = merge(mainOf(base), mainOf(mine), mainOf(theirs), {
    isEqual: Object.is,
    earlier: new Map(earlier.flatMap(({ block, base }) => (block === "main" ? [["main", base]] : []))),
  });
  const personal = mergeEntries(base.personal, mine.personal, theirs.personal, earlier);
  const regional = mergeEntries(base.regional, mine.regional, theirs.regional, earlier);
  return {
    document: {
      main: main.merged.get("main") ?? null,
      personal: [...personal.merged.values()],
      regional: [...regional.merged.values()],
      priority: base.priority === mine.priority ? theirs.priority : mine.priority,
    },
    overlaps: [
      ...main.overlaps.map(({ base = null, mine = null, theirs = null }) => {
        return { block: "main", target: "main", base, mine, theirs } as const;
      }),
      ...personal.overlaps.map((overlap) => ({ block: "personal", ...numbersOf(overlap) }) as const),
      ...regional.overlaps.map((overlap) => ({ block: "regional", ...numbersOf(overlap) }) as const),
    ],
  };
}

const mainOf = ({ main }: OutgoingNumbers) => new Map([["main", main]]);

function mergeEntries<E extends Entry>(
  base: readonly E[],
  mine: readonly E[],
  theirs: readonly E[],
  overlaps: readonly Overlap[],
) {
  const earlier = new Map<Target, E | undefined>();
  for (const overlap of overlaps)
    if ("entry" in overlap)
      earlier.set(
        overlap.target,
        overlap.base === null ? undefined : ({ ...overlap.entry, number: overlap.base } as E),
      );
  return merge<Target, E>(byTarget(base), byTarget(mine), byTarget(theirs), {
    isEqual: (one, other) => one?.number === other?.number,
    earlier,
  });
}

/** `entry` is mine, or theirs if I have removed it. */
const numbersOf = <E extends Entry>({ name, base, mine, theirs }: OverlapOf<Target, E>) => ({
  target: name,
  entry: (mine ?? theirs)!,
  base: base?.number ?? null,
  mine: mine?.number ?? null,
  theirs: theirs?.number ?? null,
});
