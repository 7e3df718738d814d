/** The result of an import: the next directory, its changes, and what is wrong or unclear in the file. */
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import type { ProblemCode } from "../../src/policy/problem.ts";
import type { ReadNumber } from "./number-meaning.ts";
import type { Given } from "./given-numbers.ts";

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
  | "new_nameless"
  | "rounded"
  | "not_read"
  | "sim_not_read"
  | "range_unclear"
  | "range_too_long"
  | "ranges_too_long"
  | "several"
  | "repeats"
  | "yes_or_no"
  | "guest_stays"
  | "no_columns"
  | "no_key"
  | "empty"
  | "nameless"
  | "too_long"
  | "xls"
  | "ods"
  | "no_table"
  | "damaged"
  | "too_large"
  | "too_large_unpacked"
  | "too_many_rows"
  | "too_many_columns"
  | "outgoing_unknown"
  | "outgoing_off"
  | "outgoing_not_read";

/** A cell that may mean several things, or nothing that is known; the file is not imported before it is answered. */
export type Question<Key extends string = string> = Readonly<{
  line: number;
  column: Key;
  text: string;
  kind: "range" | "several" | "not_valid";
  /** The numbers of each meaning, the likeliest first. */
  options: readonly (readonly string[])[];
}>;

/** By the text of a cell: which of its meanings holds. */
export type Answers = ReadonlyMap<string, number>;

/** The answer that leaves a cell out. */
export const LEFT_OUT = -1;

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
  /** What is left out of the import. */
  notes?: readonly ImportError<Key>[];
  questions?: readonly Question<Key>[];
  /** The outgoing numbers that people and departments are given or lose. */
  given?: readonly Given[];
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
  readNumber: ReadNumber;
  /** What was answered so far; a question without an answer counts as answered with its likeliest meaning. */
  answers?: Answers;
  /** The company's outgoing numbers. */
  outgoing: OutgoingNumbers;
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
