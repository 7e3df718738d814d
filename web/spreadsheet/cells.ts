/** The cells of a list that comes from a spreadsheet, by the clipboard or in a file. */
import Papa from "papaparse";
import { unmarked } from "./formula.ts";

/** No quote at all, for lists whose quotes are but part of the names. */
const NO_QUOTES = "\u0000";

/**
 * Rows of trimmed cells, one for each row of the list, empty ones too, so that their count is the row's number.
 * The columns stand apart by tabs; where there is none, by semicolons; where there is none, by commas.
 */
export function pastedCells(text: string): readonly (readonly string[])[] {
  return readCells(text, ["\t", ";"].find((character) => text.includes(character)) ?? ",");
}

/** The same of a file with a head, whose columns stand apart by what divides the head most often. */
export function fileCells(text: string): readonly (readonly string[])[] {
  const head = text.split(/\r?\n/).find((line) => line.trim() !== "") ?? "";
  const count = (delimiter: string) => head.split(delimiter).length;
  return readCells(text, ["\t", ";", ","].toSorted((a, b) => count(b) - count(a))[0]!);
}

function readCells(text: string, delimiter: string): readonly (readonly string[])[] {
  const parse = (quoteChar: string) => Papa.parse<readonly string[]>(text, { delimiter, quoteChar });
  const quoted = parse('"');
  const { data } = quoted.errors.some(({ type }) => type === "Quotes") ? parse(NO_QUOTES) : quoted;
  return data.map((cells) => cells.map(tidy));
}

const tidy = (cell: string) => plain(unmarked(cell));

/** Trimmed, and with plain spaces for NBSP, new lines and the like. */
export const plain = (text: string) =>
  text
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .trim();

/** A cell over what is stored, which stays where it reads the same but for its spaces. */
export const cellOver = (stored: string, cell: string) => (plain(stored) === cell ? stored : cell);

/** E or its Cyrillic twin. */
const ROUNDED = /^[+-]?\d+([.,]\d+)?[EЕ]\+?\d+$/iu;

/** Whether a spreadsheet has made a number of it and rounded it, as in «3,75E+11»: its digits are lost. */
export const isRounded = (cell: string) => ROUNDED.test(cell);
