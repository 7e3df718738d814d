/** A list of the directory as a file: CSV for whatever reads text, XLSX for spreadsheets. */
import Papa from "papaparse";
import writeExcelFile from "write-excel-file/universal";
import { writePhone } from "../ui/phone-number.tsx";
import { joined } from "./sheet.ts";

export type Cells = readonly (readonly string[])[];

const E164 = /^\+\d{3,15}$/;

/** Beginnings that spreadsheets take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A telephone number is written with its spaces, else a spreadsheet makes «3,75E+11» of it; what looks like a formula
 * gets an apostrophe in front, which is not read back.
 */
const safe = (cell: string) => joined(cell.split("; ").map(safeItem));

function safeItem(item: string): string {
  if (E164.test(item)) return writePhone(item).replaceAll("\u00a0", " ");
  return FORMULA.test(item) ? `'${item}` : item;
}

/** UTF-8 with its mark, without which Russian spreadsheets take it for another encoding. */
const MARK = "\ufeff";

/** @param delimiter what the reader's spreadsheets expect: semicolons in Russian, commas in English */
export function csvFile(cells: Cells, delimiter: string): Blob {
  const rows = cells.map((row) => row.map(safe));
  return new Blob([MARK, Papa.unparse(rows, { delimiter, newline: "\r\n" })], { type: "text/csv;charset=utf-8" });
}

export async function xlsxFile(cells: Cells, sheet: string): Promise<Blob> {
  const [head = [], ...rows] = cells;
  return writeExcelFile(
    [
      head.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
      ...rows.map((row) => row.map((value) => ({ value, type: String }))),
    ],
    { sheet, columns: head.map(() => ({ width: 24 })), stickyRowsCount: 1 },
  ).toBlob();
}

export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
