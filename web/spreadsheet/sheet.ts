/** A list with a head: its columns and rows. */
import { fullName } from "./full-name.ts";
import type { Table } from "./table.ts";
import { titleKey } from "./title-key.ts";

export type SheetRow<Key extends string> = Readonly<{
  /** Its number in the file, from 1, including the head and empty rows. */
  line: number;
  /** Null: the file has no such column, and the stored value stays. */
  cell: (key: Key) => string | null;
}>;

export type Sheet<Key extends string> = Readonly<{
  rows: readonly SheetRow<Key>[];
  has: (key: Key) => boolean;
}>;

const NAME_PARTS = ["first", "last", "patronymic"] as const;

/**
 * The rows below the head.
 * @param fields of the columns, by place; null: the column is not read
 * @param isExample whether a row is the one that a template shows, which is left out
 */
export function sheetOf<Key extends string>(
  { rows, headAt }: Table,
  fields: readonly (string | null)[],
  isExample: (cells: readonly string[]) => boolean,
): Sheet<Key> {
  const at = new Map(fields.flatMap((field, place) => (field === null ? [] : [[field, place] as const])));
  const head = rows[headAt] ?? [];
  const isHeadAgain = headFinder(head);
  const hasParts = NAME_PARTS.some((part) => at.has(part));
  const has = (key: string) => at.has(key) || (key === "name" && hasParts);
  const cellOf = (row: readonly string[], key: string) => (at.has(key) ? (row[at.get(key)!] ?? "") : "");
  const nameOf = (row: readonly string[]) =>
    cellOf(row, "name") ||
    fullName({ first: cellOf(row, "first"), last: cellOf(row, "last"), patronymic: cellOf(row, "patronymic") });
  return {
    has,
    rows: rows.flatMap((row, index): readonly SheetRow<Key>[] => {
      if (index <= headAt || row.every((cell) => cell === "") || isHeadAgain(row) || isExample(row)) return [];
      const cell = (key: Key) => (has(key) ? (key === "name" ? nameOf(row) : cellOf(row, key)) : null);
      return [{ line: index + 1, cell }];
    }),
  };
}

/** Long lists repeat the head on each page. */
function headFinder(head: readonly string[]): (row: readonly string[]) => boolean {
  const keys = head.map(titleKey);
  const isTitle = (cell: string, place: number) => cell === head[place] || titleKey(cell) === keys[place];
  return (row) => row.every((cell, place) => cell === "" || (place < head.length && isTitle(cell, place)));
}

/** Several items in one cell are separated by semicolons or bars. */
export const items = (cell: string): readonly string[] =>
  cell
    .split(/[;|]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** Whether {@link items} reads it back as one item. */
export const isItem = (text: string) => !/[;|]/.test(text);

export const joined = (items: readonly string[]) => items.join("; ");
