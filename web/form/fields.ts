/** The fields of a form, when two people change them at once. */
import { merge, type Overlap } from "./three-way.ts";

export type Field<T> = keyof T & string;

export type FieldOverlap<T> = Overlap<Field<T>, T[Field<T>]>;

const isIds = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

/** Ids are a set, so their order does not matter. An empty field equals a missing one. */
const written = (value: unknown) => JSON.stringify(isIds(value) ? value.toSorted() : (value ?? ""));

/** Compares JSON values. */
export const isEqual = (one: unknown, other: unknown): boolean => written(one) === written(other);

export const isSame = <T extends object>(one: T, other: T): boolean =>
  (Object.keys({ ...one, ...other }) as Field<T>[]).every((field) => isEqual(one[field], other[field]));

/** My changes since `base`, applied to what is saved now. Sets of ids never overlap: both keep their changes. */
export function mergeFields<T extends object>(base: T, mine: T, theirs: T) {
  const { merged, overlaps } = merge(fieldsOf(base), fieldsOf(mine), fieldsOf(theirs), { isEqual, join: joinIds });
  return { fields: Object.fromEntries(merged) as T, overlaps: overlaps as readonly FieldOverlap<T>[] };
}

const fieldsOf = (fields: object) => new Map<string, unknown>(Object.entries(fields));

function joinIds(base: unknown, mine: unknown, theirs: unknown): readonly string[] | undefined {
  if (!isIds(base) || !isIds(mine) || !isIds(theirs)) return undefined;
  const sides = [membersOf(base), membersOf(mine), membersOf(theirs)] as const;
  return [...merge(...sides, { isEqual: Object.is }).merged.keys()];
}

const membersOf = (ids: readonly string[]) => new Map(ids.map((id) => [id, true]));
