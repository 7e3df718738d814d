/** The lists of the directory that go to spreadsheets and come back. */
import type { Directory } from "../../src/policy/directory.ts";
import { loadWords } from "../words/load.ts";
import type { Language } from "../words/language.ts";
import type { WordKey } from "../words/load.ts";
import { sayIn, type Say } from "../words/say.ts";
import { DEVICES } from "../directory/people.ts";
import { DEPARTMENT_COLUMNS, departmentCells, importDepartments } from "./departments-sheet.ts";
import { EMPLOYEE_COLUMNS, employeeCells, importEmployees } from "./employees-sheet.ts";
import type { Imported, ImportOptions } from "./import.ts";
import { importNumbers, NUMBER_COLUMNS, numberCells } from "./numbers-sheet.ts";
import { readSheet } from "./sheet.ts";

export type Kind = "employees" | "departments" | "numbers";

const COLUMNS = { employees: EMPLOYEE_COLUMNS, departments: DEPARTMENT_COLUMNS, numbers: NUMBER_COLUMNS };

export const columnKey = (column: string) => `sheet.column.${column}` as WordKey;

export const columnsOf = (kind: Kind): readonly string[] => COLUMNS[kind];

const PHONES: ReadonlySet<string> = new Set(["number", ...DEVICES]);

/** Which columns hold telephone numbers. */
export const phonesOf = (kind: Kind): readonly boolean[] => columnsOf(kind).map((column) => PHONES.has(column));

/** The list as cells, its head first, in the reader's language. */
export function cellsOf(kind: Kind, directory: Directory, say: Say): readonly (readonly string[])[] {
  const columns = columnsOf(kind);
  const answers = { yes: say("sheet.yes"), no: say("sheet.no") };
  const row = (cells: Readonly<Record<string, string>>) => columns.map((column) => cells[column] ?? "");
  const rows = {
    employees: () => directory.employees.map(employeeCells(directory, answers.yes)),
    departments: () => directory.departments.map(departmentCells(directory)),
    numbers: () => directory.numbers.map(numberCells(answers)),
  }[kind]();
  return [columns.map((column) => say(columnKey(column))), ...rows.map(row)];
}

export type FileReading = Readonly<{ unknown: readonly string[]; imported: (directory: Directory) => Imported }>;

/** Reads a file whose heads may be in any language, or the names that the API has. */
export async function readFile(kind: Kind, text: string, options: ImportOptions): Promise<FileReading> {
  const titles: (readonly [string, string])[] = columnsOf(kind).map((column) => [column, column]);
  for (const language of ["en", "ru"] as const satisfies Language[]) {
    const say = sayIn(language, await loadWords(language));
    for (const column of columnsOf(kind)) titles.push([say(columnKey(column)), column]);
  }
  const sheet = readSheet(text, titles as never);
  const read = { employees: importEmployees, departments: importDepartments, numbers: importNumbers }[kind];
  return {
    unknown: sheet.unknown,
    imported: (directory) => {
      const imported = read(sheet as never, directory, options) as Imported;
      const code = sheet.columns.size === 0 ? "no_columns" : sheet.rows.length === 0 ? "empty" : null;
      return code === null
        ? imported
        : { ...imported, changes: [], faults: [{ line: 1, column: null, code, text: "" }] };
    },
  };
}
