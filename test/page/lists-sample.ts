/** A company whose lists go to spreadsheets and come back, and what the page would read of them. */
import assert from "node:assert/strict";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import type { Department, Directory, Employee } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import type { Encoding } from "../../web/spreadsheet/decode.ts";
import type { ImportError, Imported, ImportOptions } from "../../web/spreadsheet/import.ts";
import type { Kind } from "../../web/spreadsheet/kinds.ts";
import { readFile } from "../../web/spreadsheet/read-file.ts";
import { readNumber } from "../../web/ui/read-phone.ts";
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

export const NOTHING_OUTGOING: OutgoingNumbers = { main: A, personal: [], regional: [], priority: "regional" };

export const options: ImportOptions = {
  removeMissing: false,
  addDepartments: false,
  readNumber: (text) => readNumber(text, { country: "BY" }),
  outgoing: NOTHING_OUTGOING,
  mayGiveNumbers: true,
  mayOpenToGuests: true,
};

await loadSectionWords();

export async function importInto(directory: Directory, kind: Kind, text: string, more: Partial<ImportOptions> = {}) {
  return importBytes(directory, kind, new TextEncoder().encode(text), more);
}

export async function importBytes(
  directory: Directory,
  kind: Kind,
  bytes: Uint8Array,
  more: Partial<ImportOptions> = {},
  encoding?: Encoding,
) {
  const reading = (await readFile(kind, bytes, encoding)).columns();
  return { ...reading.imported(directory, { ...options, ...more }), reading, unknown: reading.unknown };
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
