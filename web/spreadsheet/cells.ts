/** The cells of a list that was pasted from a spreadsheet or a text file. */
import Papa from "papaparse";

/** No quote at all, for lists whose quotes are but part of the names. */
const NO_QUOTES = "\u0000";

/**
 * Rows of trimmed cells, one for each row of the list, empty ones too, so that their count is the row's number.
 * The columns stand apart by tabs; where there is none, by semicolons; where there is none, by commas.
 */
export function pastedCells(text: string): readonly (readonly string[])[] {
  const delimiter = ["\t", ";"].find((character) => text.includes(character)) ?? ",";
  const parse = (quoteChar: string) => Papa.parse<readonly string[]>(text, { delimiter, quoteChar });
  const quoted = parse('"');
  const { data } = quoted.errors.some(({ type }) => type === "Quotes") ? parse(NO_QUOTES) : quoted;
  return data.map((cells) => cells.map(tidy));
}

/** NBSP and other spaces become plain; an apostrophe in front is how spreadsheets are told that a cell is text. */
const tidy = (cell: string) =>
  cell
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^'/, "");
