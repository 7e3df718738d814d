/** The table in a file: in text, or in the sheet of a workbook with the most known headings. */
import { decode, encodingOf, type Encoding } from "./decode.ts";
import type { ImportError } from "./import.ts";
import { MOST_BYTES } from "./limits.ts";
import { headOf, tableOf, textTable, type CountKnown, type Table } from "./table.ts";
import type { WorkbookFault } from "./workbook.ts";

/** Why a file has no table that is read. */
export type FileFault = Extract<ImportError["code"], "too_large" | "xls" | "no_table" | WorkbookFault>;

export type FileTable = Readonly<{
  /** Null: a workbook, which has no choice of encoding. */
  encoding: Encoding | null;
}> &
  (
    | Readonly<{ fault: FileFault }>
    | Readonly<{
        fault: null;
        table: Table;
        /** The sheet of a workbook that is read; null: there is only one. */
        sheet: string | null;
      }>
  );

/** What every ZIP begins with, XLSX and ODS among them. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** What XLS begins with, and an XLSX with a password. */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];

const startsWith = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);

/** @param wanted the encoding that a person has chosen */
export async function fileTable(bytes: Uint8Array, countKnown: CountKnown, wanted?: Encoding): Promise<FileTable> {
  if (bytes.length > MOST_BYTES) return { fault: "too_large", encoding: null };
  if (startsWith(bytes, COMPOUND_FILE)) return { fault: "xls", encoding: null };
  if (startsWith(bytes, ZIP)) return { ...(await workbookTable(bytes, countKnown)), encoding: null };
  const encoding = wanted ?? encodingOf(bytes);
  const text = decode(bytes, encoding);
  if (text.includes("\0")) return { fault: "no_table", encoding };
  return { fault: null, table: textTable(text, countKnown), encoding, sheet: null };
}

async function workbookTable(bytes: Uint8Array, countKnown: CountKnown) {
  const { readWorkbook } = await import("./workbook.ts");
  const workbook = await readWorkbook(bytes);
  if (workbook.fault !== null) return { fault: workbook.fault };
  const known = ({ table }: Readonly<{ table: Table }>) => countKnown(headOf(table));
  const sheets = workbook.sheets.map(({ name, rows }) => ({ sheet: name, table: tableOf(rows, countKnown) }));
  const [best] = sheets.toSorted((a, b) => known(b) - known(a));
  if (!best) return { fault: "damaged" } as const;
  return { fault: null, table: best.table, sheet: sheets.length > 1 ? best.sheet : null } as const;
}
