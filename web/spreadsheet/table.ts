/** The cells of a file, and which of its rows is the head. */
import Papa from "papaparse";
import { readCells } from "./cells.ts";

export type Table = Readonly<{
  /** All rows of the file, so that an index is a row's number. */
  rows: readonly (readonly string[])[];
  /** The index of the head; -1: the file is empty. */
  headAt: number;
}>;

/** How many columns of a row are known by their heading. */
export type CountKnown = (row: readonly string[]) => number;

/** Rows in which the head is looked for: above it there may be a title and the like. */
const HEAD_WITHIN = 20;

const isFilled = (row: readonly string[]) => row.some((cell) => cell !== "");

/** The first of the rows with the most known headings; without one, the first that is as wide as most of the rows. */
function headPlace(rows: readonly (readonly string[])[], countKnown: CountKnown): number {
  const candidates = [...rows.entries()]
    .filter(([, row]) => isFilled(row) && !isInstruction(row))
    .slice(0, HEAD_WITHIN);
  const known = candidates.map(([at, row]) => ({ at, known: countKnown(row), width: width(row) }));
  const best = Math.max(0, ...known.map((candidate) => candidate.known));
  if (best > 0) {
    const alike = known.filter((candidate) => candidate.known === best);
    const widest = Math.max(...alike.map((candidate) => candidate.width));
    return alike.find((candidate) => candidate.width === widest)!.at;
  }
  const usual = usualWidth(candidates.map(([, row]) => row));
  return (known.find((candidate) => candidate.width === usual) ?? known[0])?.at ?? -1;
}

/** Lines for a program, not for a reader: `sep=;` of Excel, `#TYPE …` of PowerShell. */
const isInstruction = ([first = ""]: readonly string[]) => /^(?:sep=|#TYPE )/i.test(first);

/** Cells up to the last that is filled. */
const width = (row: readonly string[]) => row.findLastIndex((cell) => cell !== "") + 1;

/** The width of at least half of the rows; 0: there is none. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const groups = [...Map.groupBy(rows, width)].toSorted(([, a], [, b]) => b.length - a.length);
  const [most] = groups;
  return most && most[1].length * 2 >= rows.length ? most[0] : 0;
}

/** The cells of the head; empty if there is none. */
export const headOf = ({ rows, headAt }: Table): readonly string[] => rows[headAt] ?? [];

export const tableOf = (rows: readonly (readonly string[])[], countKnown: CountKnown): Table => ({
  rows,
  headAt: headPlace(rows, countKnown),
});

const DELIMITERS = ["\t", ";", ",", "|"];

/** Characters that are looked at to find the delimiter. */
const LOOKED_AT = 64 * 1024;

/** Reads text, whose delimiter is the one that `sep=` names, or else the one with which the rows make the best table. */
export function textTable(text: string, countKnown: CountKnown): Table {
  const named = /^\s*"?sep=(.)/i.exec(text)?.[1];
  return tableOf(readCells(text, named ?? delimiterOf(text, countKnown)), countKnown);
}

function delimiterOf(text: string, countKnown: CountKnown): string {
  const start =
    text.length > LOOKED_AT ? text.slice(0, text.lastIndexOf("\n", LOOKED_AT) + 1) || text.slice(0, LOOKED_AT) : text;
  const marks = DELIMITERS.map((delimiter) => {
    const table = tableOf(readCells(start, delimiter), countKnown);
    const head = headOf(table);
    const below = table.rows.slice(table.headAt + 1).filter(isFilled);
    const even = below.filter((row) => row.length === head.length).length / Math.max(1, below.length);
    const { errors } = Papa.parse(start, { delimiter });
    return {
      delimiter,
      marks: [countKnown(head), head.length, even, errors.some(({ type }) => type === "Quotes") ? 0 : 1],
    };
  });
  return marks.reduce((best, next) => (isBetter(next.marks, best.marks) ? next : best)).delimiter;
}

/** Whether the first mark in which they differ is higher. */
function isBetter(marks: readonly number[], than: readonly number[]): boolean {
  const at = marks.findIndex((mark, at) => mark !== than[at]);
  return at >= 0 && marks[at]! > than[at]!;
}
