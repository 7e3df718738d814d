/** The lists of the directory that can be exported and imported. */
import type { Directory } from "../../src/policy/directory.ts";
import type { WordKey } from "../words/load.ts";
import type { Say } from "../words/say.ts";
import { DEVICES } from "../../src/policy/device.ts";
import { DEPARTMENT_COLUMNS, departmentCells } from "./departments-sheet.ts";
import { EMPLOYEE_COLUMNS, employeeCells } from "./employees-sheet.ts";
import { NUMBER_COLUMNS, numberCells } from "./numbers-sheet.ts";

export type Kind = "employees" | "departments" | "numbers";

const COLUMNS = { employees: EMPLOYEE_COLUMNS, departments: DEPARTMENT_COLUMNS, numbers: NUMBER_COLUMNS };

/** The column with the name has another title for departments. */
export const columnKey = (kind: Kind, column: string) =>
  (kind === "departments" && column === "name" ? "departments.name" : `sheet.column.${column}`) as WordKey;

export const columnsOf = (kind: Kind): readonly string[] => COLUMNS[kind];

const PHONES: ReadonlySet<string> = new Set(["number", ...DEVICES]);

/** Which columns hold phone numbers. */
export const phonesOf = (kind: Kind): readonly boolean[] => columnsOf(kind).map((column) => PHONES.has(column));

/** The list as cells with a head, in the reader's language. */
export function cellsOf(kind: Kind, directory: Directory, say: Say): readonly (readonly string[])[] {
  const columns = columnsOf(kind);
  const answers = { yes: say("common.yes"), no: say("common.no") };
  const row = (cells: Readonly<Record<string, string>>) => columns.map((column) => cells[column] ?? "");
  const rows = {
    employees: () => directory.employees.map(employeeCells(directory, answers.yes)),
    departments: () => directory.departments.map(departmentCells(directory)),
    numbers: () => directory.numbers.map(numberCells(answers)),
  }[kind]();
  return [columns.map((column) => say(columnKey(kind, column))), ...rows.map(row)];
}
