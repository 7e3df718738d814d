/** A list of the directory as CSV, for whatever reads text. */
import Papa from "papaparse";
import { joined } from "./sheet.ts";

const E164 = /^\+\d{3,15}$/;

/** Beginnings that spreadsheets take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** UTF-8 with its mark, without which Russian spreadsheets take it for another encoding. */
const MARK = "\ufeff";

type WritePhone = (e164: string) => string;

/**
 * @param delimiter what the reader's spreadsheets expect: semicolons in Russian, commas in English
 * @param writePhone writes a number with the spaces that its country uses
 */
export function csvFile(
  cells: readonly (readonly string[])[],
  { delimiter, writePhone }: Readonly<{ delimiter: string; writePhone: WritePhone }>,
): Blob {
  const rows = cells.map((row) => row.map((cell) => safe(cell, writePhone)));
  return new Blob([MARK, Papa.unparse(rows, { delimiter, newline: "\r\n" })], { type: "text/csv;charset=utf-8" });
}

/**
 * A telephone number is written with its spaces, else a spreadsheet makes «3,75E+11» of it; what looks like a formula
 * gets an apostrophe in front, which is not read back.
 */
const safe = (cell: string, writePhone: WritePhone) =>
  joined(cell.split("; ").map((item) => safeItem(item, writePhone)));

function safeItem(item: string, writePhone: WritePhone): string {
  if (E164.test(item)) return writePhone(item).replaceAll("\u00a0", " ");
  return FORMULA.test(item) ? `'${item}` : item;
}
