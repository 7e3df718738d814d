/** Departments as rows of a spreadsheet. */
import type { Department, Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { newId } from "../directory/new-id.ts";
import { cellOver, isRounded, plain } from "./cells.ts";
import { givenNumbers, givenReader, withGiven } from "./given-numbers.ts";
import { changeOf, type Change, type ImportError, type Imported, type ImportOptions } from "./import.ts";
import { nameReader } from "./name-cell.ts";
import { personReader, type PersonMatch } from "./person-cell.ts";
import { items, joined, type Sheet } from "./sheet.ts";

export type DepartmentColumn = "id" | "name" | "members" | "outgoing";

export const DEPARTMENT_COLUMNS: readonly DepartmentColumn[] = ["id", "name", "members", "outgoing"];

type Cells = Readonly<Record<DepartmentColumn, string>>;

/**
 * Members are written as their extension, or else as their id or, if that is another's extension, as their name.
 * @param outgoing has the numbers that departments have for any device
 */
export function departmentCells(directory: Directory, outgoing: OutgoingNumbers): (department: Department) => Cells {
  const given = givenNumbers(outgoing);
  const personOf = memberReader(directory);
  const isRead = (id: string) => matchedId(personOf(id)) === id;
  const written = new Map(
    directory.employees.map(({ id, name, extension }) => [id, extension ?? (isRead(id) ? id : plain(name))]),
  );
  return ({ id, name, members }) => ({
    id,
    name,
    members: joined(members.map((member) => written.get(member) ?? member)),
    outgoing: given({ kind: "department", id }) ?? "",
  });
}

/** Leaves departments out: one with the name of an employee is not a member. */
const memberReader = (directory: Directory) => personReader({ ...directory, departments: [] });

const matchedId = (match: PersonMatch) => (match.kind === "one" ? match.person.id : null);

export function importDepartments(
  sheet: Sheet<DepartmentColumn>,
  directory: Directory,
  { removeMissing, readNumber, outgoing }: ImportOptions,
): Imported<DepartmentColumn> {
  const errors: ImportError<DepartmentColumn>[] = [];
  const notes: ImportError<DepartmentColumn>[] = [];
  const numbers = givenReader(directory, outgoing, readNumber);
  const next = new Map(directory.departments.map((department) => [department.id, department]));
  const named = nameReader(directory.departments, false);
  const personOf = memberReader(directory);
  const lineOf = new Map<string, number>();

  for (const { line, cell } of sheet.rows) {
    const report = (column: DepartmentColumn | null, code: ImportError["code"], text: string) =>
      errors.push({ line, column, code, text });
    const wantedId = cell("id") ?? "";
    const title = cell("name") ?? "";
    const [before, ...more] = wantedId === "" ? named(title) : [next.get(wantedId)];
    const name = cellOver(before?.name ?? "", title) || before?.name;
    if (more.length > 0) {
      report("name", "several", title);
      continue;
    }
    if (name === undefined) {
      if (sheet.has("name")) report("name", "missing", title);
      else report(null, "new_nameless", wantedId);
      continue;
    }
    if (!before && isRounded(wantedId)) report("id", "rounded", wantedId);
    const id = before?.id ?? (wantedId || newId(next, "department", []));
    const earlier = lineOf.get(id);
    if (earlier !== undefined) {
      report(null, "repeats", String(earlier));
      continue;
    }
    lineOf.set(id, line);
    const members = cell("members");
    const found = items(members ?? "").flatMap((text) => {
      const match = personOf(text);
      const member = matchedId(match);
      if (member !== null) return [member];
      report("members", match.kind === "none" ? "employee_unknown" : "several", text);
      return [];
    });
    next.set(id, { ...before, id, name, members: members === null ? (before?.members ?? []) : [...new Set(found)] });
    const number = cell("outgoing");
    if (number !== null)
      numbers.read(
        { kind: "department", id },
        number,
        (code, text) => report("outgoing", code, text),
        (code, text) => notes.push({ line, column: "outgoing", code, text }),
      );
  }

  const departments = [...next.values()].filter(({ id }) => !removeMissing || lineOf.has(id));
  const result = { ...directory, departments };
  return {
    directory: result,
    errors,
    notes,
    given: numbers.given,
    changes: changesOf(directory, result, outgoing, withGiven(outgoing, numbers.given)),
    cellOf: (pointer) => {
      const [, list, at, field] = pointer.split("/");
      const department = list === "departments" ? departments[Number(at)] : undefined;
      const line = department && lineOf.get(department.id);
      return line === undefined ? null : { line, column: (field ?? null) as DepartmentColumn | null };
    },
  };
}

function changesOf(
  before: Directory,
  after: Directory,
  outgoing: OutgoingNumbers,
  outgoingAfter: OutgoingNumbers,
): readonly Change<DepartmentColumn>[] {
  const cellsBefore = departmentCells(before, outgoing);
  const cells = departmentCells(before, outgoingAfter);
  const was = new Map(before.departments.map((department) => [department.id, cellsBefore(department)]));
  const changes = after.departments.flatMap((department) => {
    const from = was.get(department.id) ?? null;
    was.delete(department.id);
    return changeOf(department.name, from, cells(department));
  });
  return [...changes, ...[...was.values()].flatMap((gone) => changeOf(gone.name, gone, null))];
}
