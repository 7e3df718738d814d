/** What the things were called that changes name by their ids, so that the changes can still be read later. */
import type { Change } from "./changes.ts";
import type { Directory } from "./directory.ts";
import { stepsOf } from "./json-pointer.ts";

export type Names = Readonly<{
  employees?: Readonly<Record<string, string>>;
  departments?: Readonly<Record<string, string>>;
  /** Labels. */
  numbers?: Readonly<Record<string, string>>;
}>;

/** The most names that are kept with one write: nobody reads a list of more. */
const MOST_NAMES = 200;

type Wanted = Record<keyof Names, Set<string>>;

/** @param directories the newest first */
export function namesInChanges(changes: readonly Change[], directories: readonly Directory[]): Names {
  const wanted: Wanted = { employees: new Set(), departments: new Set(), numbers: new Set() };
  for (const change of changes) {
    if (isFull(wanted)) break;
    want(change, wanted);
  }
  const found: Record<string, Record<string, string>> = {};
  const note = (kind: keyof Names, id: string, name: string) => {
    if (!wanted[kind].delete(id)) return;
    if (name !== "") (found[kind] ??= {})[id] = name;
  };
  for (const { employees, departments, numbers } of directories) {
    if (wanted.employees.size > 0) for (const { id, name } of employees) note("employees", id, name);
    if (wanted.departments.size > 0) for (const { id, name } of departments) note("departments", id, name);
    if (wanted.numbers.size > 0) for (const { number, label } of numbers) note("numbers", number, label);
  }
  return found;
}

const isFull = ({ employees, departments, numbers }: Wanted) =>
  employees.size + departments.size + numbers.size >= MOST_NAMES;

function want({ path, from, to }: Change, wanted: Wanted): void {
  const [document, list, id, field, member] = stepsOf(path);
  if (document === "directory") {
    // A thing that came or went as a whole carries its own name.
    if (id !== undefined && field !== undefined && list !== undefined && list in wanted)
      wanted[list as keyof Names].add(id);
    if (field === "members" && typeof (from ?? to) === "string" && member !== undefined)
      wanted.employees.add(String(from ?? to));
    if (field === "emergencyNumber") wantIn([from, to], wanted);
    return;
  }
  const [, employee] = /^employee (\S+) /.exec(id ?? "") ?? [];
  const [, department] = /^department (\S+) /.exec(id ?? "") ?? [];
  if (employee !== undefined) wanted.employees.add(employee);
  if (department !== undefined) wanted.departments.add(department);
  wantIn([from, to], wanted);
}

/** Wants what a value names: entries of the outgoing numbers, expectations, numbers by themselves. */
function wantIn(value: unknown, wanted: Wanted, field = ""): void {
  if (isFull(wanted)) return;
  if (typeof value === "string") {
    if (value.startsWith("+")) wanted.numbers.add(value);
    else if (field === "employee") wanted.employees.add(value);
    else if (field === "department") wanted.departments.add(value);
  } else if (Array.isArray(value)) for (const item of value) wantIn(item, wanted);
  else if (typeof value === "object" && value !== null)
    for (const [name, inside] of Object.entries(value)) wantIn(inside, wanted, name);
}
