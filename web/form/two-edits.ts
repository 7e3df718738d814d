/** The fields of a form that two people change at once. */

export type Field<T> = keyof T & string;

/** A field that both have changed, each to something else. */
export type Overlap<T> = Readonly<{ field: Field<T>; base: T[Field<T>]; mine: T[Field<T>]; theirs: T[Field<T>] }>;

const isIds = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

/** Ids are a set: their order is no difference. A field that is empty is as one that is not there. */
const written = (value: unknown) => JSON.stringify(isIds(value) ? value.toSorted() : (value ?? ""));

/** Of what is JSON. */
export const isEqual = (one: unknown, other: unknown): boolean => written(one) === written(other);

const changedIn = <T extends object>(base: T, next: T): readonly Field<T>[] =>
  (Object.keys({ ...base, ...next }) as Field<T>[]).filter((field) => !isEqual(base[field], next[field]));

export const isSame = <T extends object>(one: T, other: T): boolean => changedIn(one, other).length === 0;

/** What I changed since `base` over what is saved now; of ids, those that I added and took away. */
export function laidOver<T extends object>(base: T, mine: T, theirs: T): T {
  const value = (field: Field<T>) => {
    const [was, now, next] = [base[field], mine[field], theirs[field]];
    return isIds(was) && isIds(now) && isIds(next) ? idsOver(was, now, next) : now;
  };
  const changed = changedIn(base, mine).map((field) => [field, value(field)]);
  return { ...theirs, ...(Object.fromEntries(changed) as Partial<T>) };
}

function idsOver(base: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly string[] {
  const gone = new Set(base).difference(new Set(mine));
  const added = new Set(mine).difference(new Set(base));
  return [...new Set([...theirs, ...added]).difference(gone)];
}

/** Of ids both keep what they changed, so that they never overlap. */
export const overlapsOf = <T extends object>(base: T, mine: T, theirs: T): readonly Overlap<T>[] => {
  const theirChanges = new Set(changedIn(base, theirs));
  return changedIn(base, mine)
    .map((field) => ({ field, base: base[field], mine: mine[field], theirs: theirs[field] }))
    .filter(({ field }) => theirChanges.has(field))
    .filter(({ base, mine, theirs }) => !isEqual(mine, theirs) && ![base, mine, theirs].every(isIds));
};
