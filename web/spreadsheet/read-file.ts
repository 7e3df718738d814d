/** Reads a file that is to be imported into the directory. */
import type { Directory } from "../../src/policy/directory.ts";
import type { Encoding } from "./decode.ts";
import { importDepartments } from "./departments-sheet.ts";
import { importEmployees } from "./employees-sheet.ts";
import { exampleFinder } from "./example.ts";
import { fileColumns, unknownHeads, type FileColumn } from "./file-columns.ts";
import { fileTable, type FileFault } from "./file-table.ts";
import type { ImportError, Imported, ImportOptions } from "./import.ts";
import type { Kind } from "./kinds.ts";
import { MOST_COLUMNS, MOST_IN_CELL, MOST_ROWS } from "./limits.ts";
import { columnMatcher, type Choices } from "./match-columns.ts";
import { importNumbers } from "./numbers-sheet.ts";
import { sheetOf, type Sheet } from "./sheet.ts";
import { headOf, type CountKnown, type Table } from "./table.ts";

const IMPORTS = { employees: importEmployees, departments: importDepartments, numbers: importNumbers };

/** Any of these fields tells which thing a row is about. */
const KEYS: Readonly<Record<Kind, readonly string[]>> = {
  employees: ["name", "id", "extension"],
  departments: ["name", "id"],
  numbers: ["number"],
};

type FileReading = Readonly<{
  /** Null: a workbook, which has no choice of encoding. */
  encoding: Encoding | null;
  /** The sheet of a workbook that is read; null: there is only one. */
  sheet: string | null;
  /** The columns that have a heading. */
  columns: readonly FileColumn[];
  /** Headings of columns that are not read. */
  unknown: readonly string[];
  imported: (directory: Directory, options: ImportOptions) => Imported;
}>;

export type ReadFile = Readonly<{
  /** Reads the columns as these choices say. */
  columns: (choices?: Choices) => FileReading;
}>;

/**
 * Reads a file whose headings may be in either language, the API's names, or those of another system.
 * @param wanted the encoding that a person has chosen
 */
export async function readFile(kind: Kind, bytes: Uint8Array, wanted?: Encoding): Promise<ReadFile> {
  const match = await columnMatcher(kind);
  const isExample = await exampleFinder(kind);
  const countKnown: CountKnown = (row) => match(row).filter((field) => field !== null).length;
  const file = await fileTable(bytes, countKnown, wanted);
  const { encoding } = file;
  if (file.fault !== null) return refused(file.fault, encoding);
  const { table, sheet } = file;
  return { columns: (choices) => readingOf(kind, table, match(headOf(table), choices), isExample, encoding, sheet) };
}

function readingOf(
  kind: Kind,
  table: Table,
  fields: readonly (string | null)[],
  isExample: (cells: readonly string[]) => boolean,
  encoding: Encoding | null,
  sheetName: string | null,
): FileReading {
  const columns = fileColumns(table, fields);
  const reading = {
    encoding,
    sheet: sheetName,
    columns,
    unknown: unknownHeads(columns),
  };
  const sheet = sheetOf(table, fields, isExample);
  const line = table.headAt + 1 || 1;
  const fault = faultOf(kind, table, fields, sheet);
  if (fault)
    return {
      ...reading,
      imported: nothing({ line: fault.startsWith("too_many") ? null : line, column: null, code: fault, text: "" }),
    };
  const cellErrors = [...strayCells(table), ...longCells(table)];
  return {
    ...reading,
    imported: (directory, options) => {
      const imported = IMPORTS[kind](sheet, directory, options) as Imported;
      const errors = [...imported.errors, ...cellErrors].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
      return { ...imported, errors };
    },
  };
}

type Fault = "no_columns" | "no_key" | "empty" | "too_many_rows" | "too_many_columns";

function faultOf(
  kind: Kind,
  { rows, headAt }: Table,
  fields: readonly (string | null)[],
  sheet: Sheet<string>,
): Fault | null {
  if (rows.length - headAt - 1 > MOST_ROWS && sheet.rows.length > MOST_ROWS) return "too_many_rows";
  if ((rows[headAt]?.length ?? 0) > MOST_COLUMNS) return "too_many_columns";
  if (fields.every((field) => field === null)) return "no_columns";
  if (!KEYS[kind].some((key) => sheet.has(key))) return "no_key";
  return sheet.rows.length === 0 ? "empty" : null;
}

/** Cells in columns without a heading: the first of each row. */
function strayCells(table: Table): readonly ImportError[] {
  const { rows, headAt } = table;
  const head = headOf(table);
  return rows.flatMap((row, index): readonly ImportError[] => {
    const text = index > headAt ? row.find((cell, place) => cell !== "" && !head[place]) : undefined;
    return text === undefined ? [] : [{ line: index + 1, column: null, code: "nameless", text }];
  });
}

const longCells = ({ rows }: Table): readonly ImportError[] =>
  rows.flatMap((row, index): readonly ImportError[] => {
    const text = row.find((cell) => cell.length > MOST_IN_CELL);
    return text === undefined ? [] : [{ line: index + 1, column: null, code: "too_long", text }];
  });

const nothing =
  (error: ImportError) =>
  (directory: Directory): Imported => ({ directory, changes: [], errors: [error], cellOf: () => null });

const refused = (code: FileFault, encoding: Encoding | null): ReadFile => ({
  columns: () => ({
    encoding,
    sheet: null,
    columns: [],
    unknown: [],
    imported: nothing({ line: null, column: null, code, text: "" }),
  }),
});
