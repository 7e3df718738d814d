/** A three-way merge of things that are made of named parts: the entries of a document, the fields of a form. */

/** By name; a part that is not there is undefined. */
type Parts<Name, Part> = ReadonlyMap<Name, Part>;

/** A part that both have changed, each to something else. */
export type Overlap<Name, Part> = Readonly<{
  name: Name;
  base: Part | undefined;
  mine: Part | undefined;
  theirs: Part | undefined;
}>;

type Rules<Name, Part> = Readonly<{
  isEqual: (one: Part | undefined, other: Part | undefined) => boolean;
  /** What becomes of a part that both have changed where both changes can hold; undefined where they cannot. */
  join?: (base: Part | undefined, mine: Part | undefined, theirs: Part | undefined) => Part | undefined;
  /** What parts were before an earlier merge: where mine still differs from theirs, they stay listed. */
  earlier?: Parts<Name, Part | undefined>;
}>;

type Merged<Name, Part> = Readonly<{ merged: Parts<Name, Part>; overlaps: readonly Overlap<Name, Part>[] }>;

/**
 * What I changed since `base` over what they have saved since. Where both changed a part, mine stands and is listed.
 * Their parts keep their order; what is new of mine comes behind them.
 */
export function merge<Name, Part>(
  base: Parts<Name, Part>,
  mine: Parts<Name, Part>,
  theirs: Parts<Name, Part>,
  { isEqual, join, earlier }: Rules<Name, Part>,
): Merged<Name, Part> {
  const merged = new Map(theirs);
  const overlaps: Overlap<Name, Part>[] = [];
  for (const name of new Set([...theirs.keys(), ...mine.keys()])) {
    const sides = { base: base.get(name), mine: mine.get(name), theirs: theirs.get(name) };
    if (isEqual(sides.base, sides.mine) || isEqual(sides.mine, sides.theirs)) continue;
    const isTheirs = !isEqual(sides.base, sides.theirs);
    const joined = isTheirs ? join?.(sides.base, sides.mine, sides.theirs) : undefined;
    if (joined !== undefined) merged.set(name, joined);
    else if (mine.has(name)) merged.set(name, sides.mine!);
    else merged.delete(name);
    if (joined !== undefined) continue;
    if (isTheirs) overlaps.push({ name, ...sides });
    else if (earlier?.has(name)) overlaps.push({ name, ...sides, base: earlier.get(name) });
  }
  return { merged, overlaps };
}
