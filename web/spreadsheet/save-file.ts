/** A list of the directory as a file: CSV for whatever reads text, XLSX for spreadsheets. */
import Papa from "papaparse";
import writeExcelFile from "write-excel-file/universal";
import { writePhone } from "../ui/phone-number.tsx";

export type Cells = readonly (readonly string[])[];

const E164 = /^\+\d{3,15}$/;

/** Beginnings that spreadsheets take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A telephone number is written with its spaces, else a spreadsheet makes «3,75E+11» of it; what looks like a formula
 * gets an apostrophe in front, which is not read back.
 */
const safe = (cell: string) =>
  cell
    .split("; ")
    .map((item) => (E164.test(item) ? writePhone(item) : item))
    .join("; ")
    .replace(FORMULA, (start) => (/^\+\d[\d ()-]*$/.test(writePhone(cell)) ? start : `'${start}`));

/** UTF-8 with its mark, without which Russian spreadsheets take it for another encoding. */
const MARK = "\ufeff";

/** @param delimiter what the reader's spreadsheets expect: semicolons in Russian, commas in English */
export const csvText = (cells: Cells, delimiter: string): string =>
  MARK +
  Papa.unparse(
    cells.map((row) => row.map(safe)),
    { delimiter, newline: "\r\n" },
  );

export const csvFile = (cells: Cells, delimiter: string) =>
  new Blob([csvText(cells, delimiter)], { type: "text/csv;charset=utf-8" });

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
