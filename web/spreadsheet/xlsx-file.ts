/** A list of the directory as XLSX, for spreadsheets: every cell is text. */
import writeExcelFile from "write-excel-file/universal";

export async function xlsxFile(cells: readonly (readonly string[])[], sheet: string): Promise<Blob> {
  const [head = [], ...rows] = cells;
  return writeExcelFile(
    [
      head.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
      ...rows.map((row) => row.map((value) => ({ value, type: String }))),
    ],
    { sheet, columns: head.map(() => ({ width: 24 })), stickyRowsCount: 1 },
  ).toBlob();
}
