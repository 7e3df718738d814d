/** The cells of a list from a spreadsheet, pasted or in a file. */
import Papa from "papaparse";
import { unmarked } from "./formula.ts";

/** Switches quotes off, for lists in which they are part of the names. */
const NO_QUOTES = "\u0000";

/**
 * Rows of trimmed cells, including empty rows, so that an index is the row's number. The columns are separated by tabs
 * if there are any, or else by semicolons, or else by commas.
 */
export function pastedCells(text: string): readonly (readonly string[])[] {
  return readCells(text, ["\t", ";"].find((character) => text.includes(character)) ?? ",");
}

/** The same with a delimiter that is known. */
export function readCells(text: string, delimiter: string): readonly (readonly string[])[] {
  const parse = (quoteChar: string) => Papa.parse<readonly string[]>(text, { delimiter, quoteChar });
  const quoted = parse('"');
  const { data } = quoted.errors.some(({ type }) => type === "Quotes") ? parse(NO_QUOTES) : quoted;
  return data.map((cells) => cells.map(tidy));
}

const tidy = (cell: string) => plain(unmarked(cell));

/** Trimmed, with plain spaces in place of NBSP, line breaks and the like. */
export const plain = (text: string) =>
  text
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .trim();

/** The cell, or the stored text if they differ only in spaces. */
export const cellOver = (stored: string, cell: string) => (plain(stored) === cell ? stored : cell);

/** E or its Cyrillic twin. */
const ROUNDED = /^[+-]?\d+([.,]\d+)?[EЕ]\+?\d+$/iu;

/** Whether a spreadsheet has turned it into a number and rounded it, as in "3,75E+11": its digits are lost. */
export const isRounded = (cell: string) => ROUNDED.test(cell);
