/** Departments as rows of a spreadsheet. */
import type { Department, Directory } from "../../src/policy/directory.ts";
import { newId } from "../directory/new-id.ts";
import { foldedWords } from "../find/fold.ts";
import { changeOf, type Change, type Fault, type Imported, type ImportOptions } from "./import.ts";
import { personReader } from "./person-cell.ts";
import { items, joined, type Sheet } from "./sheet.ts";

export type DepartmentColumn = "id" | "name" | "members";

export const DEPARTMENT_COLUMNS: readonly DepartmentColumn[] = ["id", "name", "members"];

type Cells = Readonly<Record<DepartmentColumn, string>>;

/** Members stand as their extensions; who has none, as his id. */
export function departmentCells({ employees }: Directory): (department: Department) => Cells {
  const extensions = new Map(employees.map(({ id, extension }) => [id, extension ?? id]));
  return ({ id, name, members }) => ({
    id,
    name,
    members: joined(members.map((member) => extensions.get(member) ?? member)),
  });
}

export function importDepartments(
  sheet: Sheet<DepartmentColumn>,
  directory: Directory,
  { removeMissing }: Pick<ImportOptions, "removeMissing">,
): Imported<DepartmentColumn> {
  const faults: Fault<DepartmentColumn>[] = [];
  const next = new Map(directory.departments.map((department) => [department.id, department]));
  const byName = new Map(directory.departments.map((department) => [nameKey(department.name), department]));
  // Departments of the same name as an employee are nobody's members.
  const personOf = personReader({ ...directory, departments: [] });
  const lineOf = new Map<string, number>();

  for (const { line, cell } of sheet.rows) {
    const fault = (column: DepartmentColumn | null, code: Fault["code"], text: string) =>
      faults.push({ line, column, code, text });
    const asked = cell("id");
    const before = asked ? next.get(asked) : byName.get(nameKey(cell("name") ?? ""));
    const name = cell("name") || before?.name;
    if (name === undefined) {
      fault("name", "missing", "");
      continue;
    }
    const id = before?.id ?? newId(new Set(next.keys()), "department", [asked]);
    const earlier = lineOf.get(id);
    if (earlier !== undefined) {
      fault(null, "repeats", String(earlier));
      continue;
    }
    lineOf.set(id, line);
    const members = cell("members");
    const found = items(members ?? "").flatMap((text) => {
      const match = personOf(text);
      if (match.kind === "one") return [match.person.id];
      fault("members", match.kind === "none" ? "employee_unknown" : "several", text);
      return [];
    });
    next.set(id, { id, name, members: members === null ? (before?.members ?? []) : [...new Set(found)] });
  }

  const departments = [...next.values()].filter(({ id }) => !removeMissing || lineOf.has(id));
  const result = { ...directory, departments };
  return {
    directory: result,
    faults,
    changes: changesOf(directory, result),
    cellOf: (pointer) => {
      const [, list, at, field] = pointer.split("/");
      const department = list === "departments" ? departments[Number(at)] : undefined;
      const line = department && lineOf.get(department.id);
      return line === undefined ? null : { line, column: (field ?? null) as DepartmentColumn | null };
    },
  };
}

const nameKey = (name: string) => foldedWords(name).join(" ");

function changesOf(before: Directory, after: Directory): readonly Change<DepartmentColumn>[] {
  const cells = departmentCells(before);
  const was = new Map(before.departments.map((department) => [department.id, cells(department)]));
  const changes = after.departments.flatMap((department) => {
    const from = was.get(department.id) ?? null;
    was.delete(department.id);
    return changeOf(department.name, from, cells(department));
  });
  return [...changes, ...[...was.values()].flatMap((gone) => changeOf(gone.name, gone, null))];
}
