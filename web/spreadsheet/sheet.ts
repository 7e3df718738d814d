/** A list with a head: its columns and rows. */
import { foldedWords } from "../find/fold.ts";
import { fileCells } from "./cells.ts";

export type SheetRow<Key extends string> = Readonly<{
  /** Its number in the file, from 1, including the head and empty rows. */
  line: number;
  /** Null: the file has no such column, and the stored value stays. */
  cell: (key: Key) => string | null;
  /** The first cell in a column without a head; null: there is none. */
  nameless: string | null;
}>;

export type Sheet<Key extends string> = Readonly<{
  columns: ReadonlySet<Key>;
  /** Heads that do not name a column; these columns are not read. */
  unknown: readonly string[];
  rows: readonly SheetRow<Key>[];
}>;

/** @param titles of the columns, in every language */
export function readSheet<Key extends string>(
  text: string,
  titles: readonly (readonly [title: string, key: Key])[],
): Sheet<Key> {
  const keys = new Map(titles.map(([title, key]) => [titleKey(title), key]));
  const cells = fileCells(text);
  const headAt = cells.findIndex((row) => row.some((cell) => cell !== ""));
  const head = cells[headAt] ?? [];
  const at = new Map<Key, number>();
  const unknown: string[] = [];
  for (const [place, title] of head.entries()) {
    const key = keys.get(titleKey(title));
    if (key !== undefined && !at.has(key)) at.set(key, place);
    else if (title !== "") unknown.push(title);
  }
  const rows = cells
    .map((row, index) => ({ row, line: index + 1 }))
    .slice(headAt + 1)
    .filter(({ row }) => row.some((cell) => cell !== ""))
    .map(({ row, line }) => ({
      line,
      cell: (key: Key) => (at.has(key) ? (row[at.get(key)!] ?? "") : null),
      nameless: row.find((cell, place) => cell !== "" && !head[place]) ?? null,
    }));
  return { columns: new Set(at.keys()), unknown, rows };
}

const titleKey = (title: string) => foldedWords(title).join(" ");

/** Several items in one cell are separated by semicolons or bars. */
export const items = (cell: string): readonly string[] =>
  cell
    .split(/[;|]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** Whether {@link items} reads it back as one item. */
export const isItem = (text: string) => !/[;|]/.test(text);

export const joined = (items: readonly string[]) => items.join("; ");
