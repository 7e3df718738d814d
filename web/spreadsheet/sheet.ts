/** A list with a head: which column is which, and its rows. */
import { foldedWords } from "../find/fold.ts";
import { fileCells } from "./cells.ts";

export type SheetRow<Key extends string> = Readonly<{
  /** Its number in the file, from 1, the head and empty rows counted. */
  line: number;
  /** Null: the file has no such column, and what is stored stays. */
  cell: (key: Key) => string | null;
  /** The first cell of it that stands in a column without a head; null: there is none. */
  nameless: string | null;
}>;

export type Sheet<Key extends string> = Readonly<{
  columns: ReadonlySet<Key>;
  /** Heads that name no column; they are not read. */
  unknown: readonly string[];
  rows: readonly SheetRow<Key>[];
}>;

/** @param titles what a column may be called, in every language */
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

/** Several things in one cell stand apart by semicolons or bars. */
export const items = (cell: string): readonly string[] =>
  cell
    .split(/[;|]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** Whether it comes out of a cell as it went in. */
export const isItem = (text: string) => !/[;|]/.test(text);

export const joined = (items: readonly string[]) => items.join("; ");
