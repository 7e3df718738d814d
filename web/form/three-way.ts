/** A three-way merge of named parts, such as the entries of a document or the fields of a form. */

/** By name; a missing part is undefined. */
type Parts<Name, Part> = ReadonlyMap<Name, Part>;

/** A part that both have changed to different values. */
export type Overlap<Name, Part> = Readonly<{
  name: Name;
  base: Part | undefined;
  mine: Part | undefined;
  theirs: Part | undefined;
}>;

type Rules<Name, Part> = Readonly<{
  isEqual: (one: Part | undefined, other: Part | undefined) => boolean;
  /** Combines both changes of a part; undefined if they exclude each other. */
  join?: (base: Part | undefined, mine: Part | undefined, theirs: Part | undefined) => Part | undefined;
  /** The base of overlaps of an earlier merge: they stay listed while mine still differs from theirs. */
  earlier?: Parts<Name, Part | undefined>;
}>;

type Merged<Name, Part> = Readonly<{ merged: Parts<Name, Part>; overlaps: readonly Overlap<Name, Part>[] }>;

/**
 * My changes since `base`, applied to what they have saved since. If both changed a part, mine is kept and listed as an
 * overlap. Their parts keep their order; my new ones follow.
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
