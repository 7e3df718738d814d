/** The tables of an XLSX file. It is fetched with its libraries when the first such file is read. */
import readSheets from "read-excel-file/universal";
import { plain } from "./cells.ts";
import { MOST_COLUMNS, MOST_ROWS } from "./limits.ts";
import { namesIn, packed, TooLargeUnpacked, unpack } from "./unpack.ts";
import { columnAt, namedParts, withAddresses } from "./workbook-parts.ts";

export type WorkbookFault = "ods" | "damaged" | "too_large_unpacked" | "too_many_rows" | "too_many_columns";

export type Workbook =
  | Readonly<{ fault: WorkbookFault }>
  | Readonly<{ fault: null; sheets: readonly Readonly<{ name: string; rows: readonly (readonly string[])[] }>[] }>;

/** Every cell is text: a number has all its digits, and what was text keeps its leading zeros. */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  try {
    const names = namesIn(bytes);
    if (names.includes("mimetype")) return { fault: "ods" };
    const files = new Map(namedParts(unpack(bytes, (name) => /\.xml(?:\.rels)?$/i.test(name))));
    if (!files.has("xl/workbook.xml")) return { fault: "damaged" };
    for (const [name, file] of files) {
      if (!/^xl\/worksheets\//i.test(name)) continue;
      const written = new TextDecoder().decode(file);
      const xml = withAddresses(written);
      const fault = faultOf(xml);
      if (fault) return { fault };
      if (xml !== written) files.set(name, new TextEncoder().encode(xml));
    }
    const sheets = await readSheets(packed(files).buffer, { trim: false, parseNumber: wholeDigits });
    return {
      fault: null,
      sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(textOf)) })),
    };
  } catch (error) {
    return { fault: error instanceof TooLargeUnpacked ? "too_large_unpacked" : "damaged" };
  }
}

/** Rows that may stand above the list. */
const ABOVE = 100;

/**
 * Whether a sheet would have more rows or columns than are read. One cell far down is enough for that: the empty ones
 * before it count, too.
 */
function faultOf(xml: string): WorkbookFault | null {
  for (const [, quoted, other] of xml.matchAll(/\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const place = /^\s*([A-Z]*)(\d*)\s*$/.exec(quoted ?? other ?? "");
    if (!place) return "damaged";
    const [, letters = "", row = ""] = place;
    if (Number(row) > MOST_ROWS + ABOVE) return "too_many_rows";
    if (columnAt(letters) > MOST_COLUMNS) return "too_many_columns";
  }
  return null;
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === "boolean") return String(cell);
  return typeof cell === "string" ? plain(cell) : "";
}

/** A number cell may hold a whole number as "3.75291234567E11" or "201.0". What is too long for that has lost digits. */
const wholeDigits = (written: string) => (Number.isSafeInteger(Number(written)) ? String(Number(written)) : written);
