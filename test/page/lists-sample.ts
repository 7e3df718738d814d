/** A company whose lists go to spreadsheets and come back, and what the page would read of them. */
import assert from "node:assert/strict";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import type { Department, Directory, Employee } from "../../src/policy/directory.ts";
import type { ImportError, Imported, ImportOptions } from "../../web/spreadsheet/import.ts";
import type { Kind } from "../../web/spreadsheet/kinds.ts";
import { readFile } from "../../web/spreadsheet/read-file.ts";
import { readPhone } from "../../web/ui/read-phone.ts";
import { loadSectionWords } from "../../web/words/load.ts";
import { A, B, OFF } from "./outgoing-sample.ts";

const EMPLOYEE = { extension: null, guest: false, lines: [] };

export const employee = (id: string, more?: Partial<Employee>): Employee => ({ ...EMPLOYEE, id, name: id, ...more });

export const department = (id: string, name: string, members: string[] = []): Department => ({ id, name, members });

export const company: Directory = sampleCompany({
  numbers: [{ number: A, label: "Минск, офис" }, B, { number: OFF, label: "Berlin", on: false }],
  employees: [
    { id: "ivan", name: "Иван Петров", extension: "201", lines: `desk_phone 201-d, corporate_sim ${B}` },
    { id: "anna", name: "Anna Müller", guest: true, substitution: "full" },
    { id: "petr", name: "Пётр Ким", extension: "0202" },
    { id: "petr-2", name: "Петр Ким", extension: "203" },
  ],
  departments: [
    { id: "sales", name: "Продажи", members: ["petr", "ivan"] },
    { id: "support", name: "Поддержка", members: ["ivan"] },
  ],
}).directory;

const options: ImportOptions = {
  removeMissing: false,
  addDepartments: false,
  readPhone: (text) => readPhone(text, "BY"),
  mayGiveNumbers: true,
  mayOpenToGuests: true,
};

await loadSectionWords();

export async function importInto(directory: Directory, kind: Kind, text: string, more: Partial<ImportOptions> = {}) {
  const { unknown, imported } = await readFile(kind, new TextEncoder().encode(text));
  return { ...imported(directory, { ...options, ...more }), unknown };
}

export const shownErrors = (errors: readonly ImportError[]) =>
  errors.map(({ line, column, code, text }) => `${line} ${column}: ${code}${text && ` ${text}`}`);

export const shownChanges = ({ changes }: Imported) =>
  changes.map(({ kind, name, fields }) => {
    const cells = fields.map(({ column, from, to }) => `${column} ${from}→${to}`);
    return `${kind} ${name}: ${cells.join(", ")}`;
  });

/** @param cells the pointers that lead to each of them, as «2 name» */
export function assertCells({ cellOf }: Imported, cells: Readonly<Record<string, string>>): void {
  for (const [expected, pointers] of Object.entries(cells))
    for (const pointer of pointers.split(" ")) {
      const cell = cellOf(pointer);
      assert.equal(cell ? `${cell.line} ${cell.column}` : "none", expected, pointer);
    }
}

export const idsOf = (things: readonly Readonly<{ id: string }>[]) => things.map(({ id }) => id).join(" ");
