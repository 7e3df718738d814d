/** The lists of the directory that can be exported and imported. */
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import type { WordKey } from "../words/load.ts";
import type { Say } from "../words/say.ts";
import { DEVICES } from "../../src/number/device.ts";
import { DEPARTMENT_COLUMNS, departmentCells } from "./departments-sheet.ts";
import { EMPLOYEE_COLUMNS, employeeCells } from "./employees-sheet.ts";
import { NUMBER_COLUMNS, numberCells } from "./numbers-sheet.ts";

export type Kind = "employees" | "departments" | "numbers";

const COLUMNS = { employees: EMPLOYEE_COLUMNS, departments: DEPARTMENT_COLUMNS, numbers: NUMBER_COLUMNS };

/** The column with the name has another title for departments. */
export const columnKey = (kind: Kind, column: string) =>
  (kind === "departments" && column === "name" ? "departments.name" : `sheet.column.${column}`) as WordKey;

export const columnsOf = (kind: Kind): readonly string[] => COLUMNS[kind];

/** What a column of a file may hold: besides what is exported, the parts of a name. */
export const fieldsOf = (kind: Kind): readonly string[] =>
  kind === "employees" ? [...EMPLOYEE_COLUMNS, "first", "last", "patronymic"] : COLUMNS[kind];

const PHONES: ReadonlySet<string> = new Set(["number", "outgoing", ...DEVICES]);

/** Which columns hold phone numbers. */
export const phonesOf = (kind: Kind): readonly boolean[] => columnsOf(kind).map((column) => PHONES.has(column));

/** The list as cells with a head, in the reader's language. */
export function cellsOf(
  kind: Kind,
  directory: Directory,
  outgoing: OutgoingNumbers,
  say: Say,
): readonly (readonly string[])[] {
  const columns = columnsOf(kind);
  const answers = { yes: say("common.yes"), no: say("common.no") };
  const row = (cells: Readonly<Record<string, string>>) => columns.map((column) => cells[column] ?? "");
  const rows = {
    employees: () => directory.employees.map(employeeCells(directory, outgoing, answers.yes)),
    departments: () => directory.departments.map(departmentCells(directory, outgoing)),
    numbers: () => directory.numbers.map(numberCells(answers)),
  }[kind]();
  return [columns.map((column) => say(columnKey(kind, column))), ...rows.map(row)];
}
