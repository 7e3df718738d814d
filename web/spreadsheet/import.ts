/** The result of an import: the next directory, its changes, and the errors of the file. */
import type { Directory } from "../../src/policy/directory.ts";
import type { ProblemCode } from "../../src/policy/problem.ts";

export type ImportError<Key extends string = string> = Readonly<{
  /** Null: the file as a whole. */
  line: number | null;
  column: Key | null;
  code: ImportErrorCode;
  /** The cell, or the part of it that is wrong. */
  text: string;
}>;

type ImportErrorCode =
  | ProblemCode
  | "missing"
  | "rounded"
  | "not_read"
  | "several"
  | "repeats"
  | "yes_or_no"
  | "guest_stays"
  | "no_columns"
  | "empty"
  | "nameless"
  | "no_csv"
  | "too_large"
  | "too_many_rows";

export type Change<Key extends string = string> = Readonly<{
  kind: "added" | "changed" | "removed" | "department_added";
  /** Its name or number. */
  name: string;
  fields: readonly Readonly<{ column: Key; from: string; to: string }>[];
}>;

export type Imported<Key extends string = string> = Readonly<{
  directory: Directory;
  changes: readonly Change<Key>[];
  errors: readonly ImportError<Key>[];
  /** Departments that the file names and the directory lacks, added or not. */
  missingDepartments?: readonly string[];
  /** The cell that a JSON Pointer into `directory` comes from; null: none. */
  cellOf: (pointer: string) => Readonly<{ line: number; column: Key | null }> | null;
}>;

export type ImportOptions = Readonly<{
  /** Whether what is stored and not in the file is removed. */
  removeMissing: boolean;
  /** Whether missing departments of employees are added. */
  addDepartments: boolean;
  /** The E.164 numbers that a text may mean in the home country, the likeliest first. */
  readPhone: (text: string) => readonly string[];
  /** Whether the file may add and remove numbers. */
  mayGiveNumbers: boolean;
  /** Whether it may make a guest an own employee. */
  mayOpenToGuests: boolean;
}>;

/** The differences between two versions of an object, both as cells. */
export function changeOf<Key extends string>(
  name: string,
  before: Readonly<Record<Key, string>> | null,
  after: Readonly<Record<Key, string>> | null,
): Change<Key>[] {
  const columns = Object.keys(before ?? after ?? {}) as Key[];
  const fields = columns
    .map((column) => ({ column, from: before?.[column] ?? "", to: after?.[column] ?? "" }))
    .filter(({ from, to }) => from !== to);
  if (before && after) return fields.length > 0 ? [{ kind: "changed", name, fields }] : [];
  return [{ kind: after ? "added" : "removed", name, fields }];
}

const YES = new Set(["да", "yes", "true", "1", "+"]);
const NO = new Set(["нет", "no", "false", "0", "-"]);

/** Null: it is neither. */
export function yesOrNo(cell: string): boolean | null {
  const text = cell.toLowerCase();
  return YES.has(text) ? true : NO.has(text) ? false : null;
}
