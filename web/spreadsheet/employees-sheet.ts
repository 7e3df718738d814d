/** Employees as rows of a spreadsheet. */
import type { Device } from "../../src/policy/company.ts";
import type { Directory, Employee } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { newId } from "../directory/new-id.ts";
import { DEVICES } from "../../src/number/device.ts";
import { departmentsOf } from "../directory/people.ts";
import { cellOver, isRounded, plain } from "./cells.ts";
import { givenNumbers, givenReader, withGiven } from "./given-numbers.ts";
import {
  changeOf,
  LEFT_OUT,
  type Change,
  type ImportError,
  type Imported,
  type ImportOptions,
  type Question,
} from "./import.ts";
import { missingDepartments } from "./missing-departments.ts";
import { nameReader } from "./name-cell.ts";
import { nameKey } from "./person-cell.ts";
import { isItem, items, joined, type Sheet, type SheetRow } from "./sheet.ts";
import { yesOrNo } from "./yes-or-no.ts";

export type EmployeeColumn = "id" | "name" | "extension" | "departments" | Device | "guest" | "outgoing";

/** What a column of a file may hold: the parts of a name may stand apart. */
export type EmployeeField = EmployeeColumn | "first" | "last" | "patronymic";

export const EMPLOYEE_COLUMNS: readonly EmployeeColumn[] = [
  "id",
  "name",
  "extension",
  "departments",
  ...DEVICES,
  "guest",
  "outgoing",
];

type Cells = Readonly<Record<EmployeeColumn, string>>;

/**
 * Departments are written as their names, or as their ids if the name would be read as another department.
 * @param outgoing has the numbers that people have for any device
 * @param yes marks a guest, in the language of the file
 */
export function employeeCells(
  directory: Directory,
  outgoing: OutgoingNumbers,
  yes: string,
): (employee: Employee) => Cells {
  const given = givenNumbers(outgoing);
  const departments = departmentsOf(directory);
  const named = nameReader(directory.departments, true);
  const written = new Map(
    directory.departments.map((department) => {
      const name = plain(department.name);
      const [found, ...more] = named(name);
      return [department, isItem(name) && found === department && more.length === 0 ? name : department.id];
    }),
  );
  return (employee) => ({
    id: employee.id,
    name: employee.name,
    extension: employee.extension ?? "",
    departments: joined((departments.get(employee.id) ?? []).map((department) => written.get(department)!)),
    ...(Object.fromEntries(DEVICES.map((device) => [device, joined(linesOf(employee, device))])) as Record<
      Device,
      string
    >),
    guest: employee.guest ? yes : "",
    outgoing: given({ kind: "employee", id: employee.id }) ?? "",
  });
}

const linesOf = ({ lines }: Employee, device: Device) =>
  lines.filter((line) => line.device === device).map(({ id }) => id);

export function importEmployees(
  sheet: Sheet<EmployeeColumn>,
  directory: Directory,
  { removeMissing, addDepartments, mayOpenToGuests, readNumber, answers = new Map(), outgoing }: ImportOptions,
): Imported<EmployeeColumn> {
  const errors: ImportError<EmployeeColumn>[] = [];
  const notes: ImportError<EmployeeColumn>[] = [];
  const questions: Question<EmployeeColumn>[] = [];
  const numbers = givenReader(directory, outgoing, readNumber);
  const known = matcher(directory);
  const departmentsNamed = nameReader(directory.departments, true);
  const missing = missingDepartments(directory.departments);
  const next = new Map<string, Employee>(directory.employees.map((employee) => [employee.id, employee]));
  const lineOf = new Map<string, number>();
  const departmentsAfter = new Map<string, readonly string[]>();

  for (const row of sheet.rows) {
    const report = (column: EmployeeColumn | null, code: ImportError["code"], text: string) =>
      errors.push({ line: row.line, column, code, text });
    const wantedId = row.cell("id") ?? "";
    const title = row.cell("name") ?? "";
    const [before, ...more] = known(row);
    const name = cellOver(before?.name ?? "", title) || before?.name;
    if (more.length > 0) {
      report("name", "several", title);
      continue;
    }
    if (name === undefined) {
      if (sheet.has("name")) report("name", "missing", title);
      else report(null, "new_nameless", wantedId || (row.cell("extension") ?? ""));
      continue;
    }
    if (!before && isRounded(wantedId)) report("id", "rounded", wantedId);
    const written = row.cell("extension") ?? before?.extension ?? "";
    if (isRounded(written)) report("extension", "rounded", written);
    const extension = isRounded(written) ? "" : written;
    const id = before?.id ?? (wantedId || newId(next, "employee", [extension]));
    const earlier = lineOf.get(id);
    if (earlier !== undefined) {
      report(null, "repeats", String(earlier));
      continue;
    }
    lineOf.set(id, row.line);
    const guest = guestOf(row, before, report);
    if (before?.guest && !guest && !mayOpenToGuests) report("guest", "guest_stays", "");
    const { substitution, ...kept } = before ?? {};
    next.set(id, {
      ...kept,
      id,
      name,
      extension: extension === "" ? null : extension,
      guest,
      ...(guest && substitution && { substitution }),
      lines: linesAfter(row, before, report, (device, text) => simOf(device, text, row.line, report)),
    });
    const number = row.cell("outgoing");
    if (number !== null)
      numbers.read(
        { kind: "employee", id },
        number,
        (code, text) => report("outgoing", code, text),
        (code, text) => notes.push({ line: row.line, column: "outgoing", code, text }),
      );
    const departments = row.cell("departments");
    if (departments === null) continue;
    const found = items(departments).flatMap((text) => {
      const [department, ...more] = departmentsNamed(text);
      if (department && more.length === 0) return [department.id];
      const added = department ? null : missing.named(text);
      if (added && addDepartments) return [added.id];
      report("departments", added ? "department_unknown" : "several", text);
      return [];
    });
    departmentsAfter.set(id, found);
  }

  const employees = [...next.values()].filter(({ id }) => !removeMissing || lineOf.has(id));
  const added = addDepartments ? missing.all() : [];
  const departments = [...directory.departments, ...added];
  const result = withDepartments({ ...directory, employees, departments }, departmentsAfter);
  const departmentChanges = added.map(({ name }) => ({ kind: "department_added", name, fields: [] }) as const);
  return {
    directory: result,
    errors,
    notes,
    questions,
    given: numbers.given,
    changes: [...departmentChanges, ...changesOf(directory, result, outgoing, withGiven(outgoing, numbers.given))],
    missingDepartments: missing.all().map(({ name }) => name),
    cellOf: cellFinder(result, lineOf),
  };

  /** The number of a SIM in E.164, asking where it may be several; null: it is none, or left out. */
  function simOf(column: Device, text: string, line: number, report: Report): string | null {
    const { numbers: read, others } = readNumber(text);
    const [number] = read;
    if (number === undefined) {
      report(column, "sim_not_read", text);
      return null;
    }
    if (others.length === 0) return number;
    const options = [number, ...others].map((one) => [one]);
    questions.push({ line, column, text, kind: "several", options });
    const answer = answers.get(text) ?? 0;
    return answer === LEFT_OUT ? null : (options[answer]?.[0] ?? number);
  }
}

type Report = (column: EmployeeColumn | null, code: ImportError["code"], text: string) => void;

function guestOf(row: SheetRow<EmployeeColumn>, before: Employee | undefined, report: Report): boolean {
  const was = before?.guest ?? false;
  const cell = row.cell("guest");
  if (cell === null) return was;
  const guest = cell === "" ? false : yesOrNo(cell);
  if (guest === null) report("guest", "yes_or_no", cell);
  return guest ?? was;
}

/** Lines of devices that have no column stay. */
function linesAfter(
  row: SheetRow<EmployeeColumn>,
  before: Employee | undefined,
  report: Report,
  simOf: (column: Device, text: string) => string | null,
): Employee["lines"] {
  return DEVICES.flatMap((device) => {
    const cell = row.cell(device);
    if (cell === null) return before?.lines.filter((line) => line.device === device) ?? [];
    return items(cell).flatMap((item) => {
      if (before?.lines.some(({ id }) => id === item)) return [{ id: item, device }];
      if (isRounded(item)) {
        report(device, "rounded", item);
        return [];
      }
      const id = device === "corporate_sim" ? simOf(device, item) : asLineId(item);
      return id === null ? [] : [{ id, device }];
    });
  });
}

/** A number may be written with spaces, which protect it from spreadsheets. */
const asLineId = (text: string) => (/^\+[\d\s()-]+$/.test(text) ? `+${text.replace(/\D/g, "")}` : text);

/** Finds the employees that a row may mean: by id, or else by extension, or else by name, which several may share. */
function matcher({ employees }: Directory) {
  const ids = new Map(employees.map((employee) => [employee.id, employee]));
  const extensions = new Map(employees.map((employee) => [employee.extension, employee]));
  const named = nameReader(employees, false);
  const inAnyOrder = Map.groupBy(employees, ({ name }) => nameKey(name));
  const called = (name: string) => {
    const people = named(name);
    return people.length > 0 || nameKey(name) === "" ? people : (inAnyOrder.get(nameKey(name)) ?? []);
  };
  return (row: SheetRow<EmployeeColumn>): readonly (Employee | undefined)[] => {
    const id = row.cell("id");
    if (id) return [ids.get(id)];
    const extension = row.cell("extension");
    if (extension && extensions.has(extension)) return [extensions.get(extension)];
    const people = called(row.cell("name") ?? "");
    // A new extension means another employee of the same name.
    return extension && people.length > 1 ? [] : people;
  };
}

function withDepartments(directory: Directory, after: ReadonlyMap<string, readonly string[]>): Directory {
  const there = new Set(directory.employees.map(({ id }) => id));
  const come = new Map<string, string[]>(directory.departments.map(({ id }) => [id, []]));
  for (const [who, departments] of after) for (const id of departments) come.get(id)?.push(who);
  return {
    ...directory,
    departments: directory.departments.map((department) => {
      const { id, members } = department;
      const stay = members.filter((member) => there.has(member) && (after.get(member)?.includes(id) ?? true));
      return { ...department, members: [...new Set([...stay, ...come.get(id)!])] };
    }),
  };
}

function changesOf(
  before: Directory,
  after: Directory,
  outgoing: OutgoingNumbers,
  outgoingAfter: OutgoingNumbers,
): readonly Change<EmployeeColumn>[] {
  const cellsBefore = employeeCells(before, outgoing, "✓");
  const was = new Map(before.employees.map((employee) => [employee.id, cellsBefore(employee)]));
  const cells = employeeCells(after, outgoingAfter, "✓");
  const changes = after.employees.flatMap((employee) => {
    const from = was.get(employee.id) ?? null;
    was.delete(employee.id);
    return changeOf(employee.name, from, cells(employee));
  });
  return [...changes, ...[...was.values()].flatMap((gone) => changeOf(gone.name, gone, null))];
}

function cellFinder({ employees, departments }: Directory, lineOf: ReadonlyMap<string, number>) {
  return (pointer: string) => {
    const [, list, at, field, inner] = pointer.split("/");
    const employee = employees[Number(at)];
    if (list === "employees" && employee) {
      const column = field === "lines" ? (employee.lines[Number(inner)]?.device ?? null) : field;
      const line = lineOf.get(employee.id);
      return line === undefined ? null : { line, column: (column ?? null) as EmployeeColumn | null };
    }
    const member = list === "departments" ? departments[Number(at)]?.members[Number(inner)] : undefined;
    const line = member === undefined ? undefined : lineOf.get(member);
    return line === undefined ? null : { line, column: "departments" as const };
  };
}
