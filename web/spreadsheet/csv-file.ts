/** A list of the directory as CSV. */
import Papa from "papaparse";
import { markItem, markText } from "./formula.ts";
import { joined } from "./sheet.ts";

/** Spreadsheets expect a semicolon where the comma is the decimal separator. */
export function delimiterOf(language: string): ";" | "," {
  const parts = new Intl.NumberFormat(language).formatToParts(0.5);
  return parts.some(({ type, value }) => type === "decimal" && value === ",") ? ";" : ",";
}

const E164 = /^\+\d{3,15}$/;

/** A number with spaces, which spreadsheets do not take for a sum. */
const WRITTEN = /^\+\d+ [\d -]+$/;

/** The byte order mark, without which spreadsheets expect another encoding than UTF-8. */
const MARK = "\ufeff";

type WritePhone = (e164: string) => string;

type Form = Readonly<{ delimiter: string; phones: readonly boolean[]; writePhone: WritePhone }>;

/**
 * @param delimiter the one that the reader's spreadsheets expect: {@link delimiterOf}
 * @param phones which columns hold phone numbers, several in a cell separated by semicolons
 * @param writePhone formats a number with the spaces that its country uses
 */
export function csvFile(cells: readonly (readonly string[])[], { delimiter, phones, writePhone }: Form): Blob {
  const rows = cells.map((row) => row.map((cell, at) => (phones[at] ? phonesText(cell, writePhone) : markText(cell))));
  const text = Papa.unparse(rows, { delimiter, newline: "\r\n", quotes: true });
  return new Blob([MARK, text], { type: "text/csv;charset=utf-8" });
}

/** Phone numbers are written with spaces: otherwise a spreadsheet turns them into "3,75E+11". */
function phonesText(cell: string, writePhone: WritePhone): string {
  const [first = "", ...more] = cell
    .split("; ")
    .map((item) => (E164.test(item) ? writePhone(item).replaceAll("\u00a0", " ") : item));
  const isWritten = (item: string) => WRITTEN.test(item);
  return joined([
    isWritten(first) ? first : markText(first),
    ...more.map((item) => (isWritten(item) ? item : markItem(item))),
  ]);
}
