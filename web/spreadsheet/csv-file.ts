/** A list of the directory as CSV, for whatever reads text. */
import Papa from "papaparse";
import { joined } from "./sheet.ts";

const E164 = /^\+\d{3,15}$/;

/** Beginnings that spreadsheets take for a formula, and what marks text for them. */
const NOT_TEXT = /^[=+\-@\t\r']/;

/** UTF-8 with its mark, without which Russian spreadsheets take it for another encoding. */
const MARK = "\ufeff";

type WritePhone = (e164: string) => string;

type Form = Readonly<{ delimiter: string; phones: readonly boolean[]; writePhone: WritePhone }>;

/**
 * @param delimiter what the reader's spreadsheets expect: semicolons in Russian, commas in English
 * @param phones which columns hold telephone numbers, several in a cell standing apart by semicolons
 * @param writePhone writes a number with the spaces that its country uses
 */
export function csvFile(cells: readonly (readonly string[])[], { delimiter, phones, writePhone }: Form): Blob {
  const rows = cells.map((row) => row.map((cell, at) => (phones[at] ? safePhones(cell, writePhone) : safe(cell))));
  return new Blob([MARK, Papa.unparse(rows, { delimiter, newline: "\r\n" })], { type: "text/csv;charset=utf-8" });
}

/** What is not to be taken for a formula gets an apostrophe in front, which is not read back. */
const safe = (cell: string) => (NOT_TEXT.test(cell) ? `'${cell}` : cell);

/** Telephone numbers are written with their spaces, else a spreadsheet makes «3,75E+11» of them. */
function safePhones(cell: string, writePhone: WritePhone): string {
  const [first = "", ...more] = cell
    .split("; ")
    .map((item) => (E164.test(item) ? writePhone(item).replaceAll("\u00a0", " ") : item));
  return joined([/^\+\d+ [\d -]+$/.test(first) ? first : safe(first), ...more]);
}
