/** Reads a file that is to be imported into the directory. */
import type { Directory } from "../../src/policy/directory.ts";
import { loadWords } from "../words/load.ts";
import type { Language } from "../words/language.ts";
import { sayIn } from "../words/say.ts";
import { decode } from "./decode.ts";
import { importDepartments } from "./departments-sheet.ts";
import { importEmployees } from "./employees-sheet.ts";
import type { ImportError, Imported, ImportOptions } from "./import.ts";
import { columnKey, columnsOf, type Kind } from "./kinds.ts";
import { importNumbers } from "./numbers-sheet.ts";
import { readSheet } from "./sheet.ts";

/** Larger files are refused and not read to the end. */
export const MOST_BYTES = 5 * 1024 * 1024;

const MOST_ROWS = 50_000;

const IMPORTS = { employees: importEmployees, departments: importDepartments, numbers: importNumbers };

export type FileReading = Readonly<{
  /** Heads that do not name a column. */
  unknown: readonly string[];
  imported: (directory: Directory, options: ImportOptions) => Imported;
}>;

/** Reads a file whose heads may be in either language, or the API's names. */
export async function readFile(kind: Kind, bytes: Uint8Array): Promise<FileReading> {
  if (bytes.length > MOST_BYTES) return refused("too_large", null);
  if (isSpreadsheet(bytes)) return refused("no_csv", null);
  const sheet = readSheet(decode(bytes), (await titlesOf(kind)) as never);
  if (sheet.columns.size === 0) return refused("no_columns", 1, sheet.unknown);
  if (sheet.rows.length === 0) return refused("empty", 1, sheet.unknown);
  if (sheet.rows.length > MOST_ROWS) return refused("too_many_rows", null);
  const nameless = sheet.rows.flatMap(({ line, nameless }): readonly ImportError[] =>
    nameless === null ? [] : [{ line, column: null, code: "nameless", text: nameless }],
  );
  return {
    unknown: sheet.unknown,
    imported: (directory, options) => {
      const imported = IMPORTS[kind](sheet as never, directory, options) as Imported;
      const errors = [...imported.errors, ...nameless].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
      return { ...imported, errors };
    },
  };
}

/** Whether it is a spreadsheet's own file, whatever its name: ZIP (XLSX, ODS) or Compound File (XLS). */
const isSpreadsheet = (bytes: Uint8Array) =>
  [
    [0x50, 0x4b, 0x03, 0x04],
    [0xd0, 0xcf, 0x11, 0xe0],
  ].some((mark) => mark.every((byte, at) => bytes[at] === byte));

const refused = (code: ImportError["code"], line: number | null, unknown: readonly string[] = []): FileReading => ({
  unknown,
  imported: (directory) => ({
    directory,
    changes: [],
    errors: [{ line, column: null, code, text: "" }],
    cellOf: () => null,
  }),
});

async function titlesOf(kind: Kind): Promise<readonly (readonly [title: string, column: string])[]> {
  const columns = columnsOf(kind);
  const languages = ["en", "ru"] as const satisfies Language[];
  const titles = languages.map(async (language) => {
    const say = sayIn(language, await loadWords(language));
    // "Name" is accepted as the title of a department's name, too.
    const keys = (column: string) => [columnKey(kind, column), columnKey("employees", column)];
    return columns.flatMap((column) => keys(column).map((key) => [say(key), column] as const));
  });
  return [...columns.map((column) => [column, column] as const), ...(await Promise.all(titles)).flat()];
}
