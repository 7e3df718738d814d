/** The personal entries by person. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { Department, Directory, Employee } from "../../../src/policy/directory.ts";
import type { DeviceCondition, OutgoingNumbers, PersonalEntry } from "../../../src/policy/outgoing-numbers.ts";

export type PersonNumbers = Readonly<{
  /** The id of the employee. */
  id: string;
  /** Null if the person has entries but is no longer in the directory. */
  employee: Employee | null;
  /** The employee's own entries, those for a specific device first; empty: no own number. */
  own: readonly PersonalEntry[];
  /** The entries of the employee's departments, in rank order, those for a specific device first. */
  departments: readonly PersonalEntry[];
}>;

/** Everybody in the directory's order, then those who were removed but have entries. */
export function byPerson(directory: Directory, present: OutgoingNumbers): readonly PersonNumbers[] {
  const employees = grouped(present, (entry) => ("employee" in entry ? entry.employee : null));
  const departments = grouped(present, (entry) => ("department" in entry ? entry.department : null));
  const departmentsOf = Map.groupBy(memberships(directory), ({ member }) => member);
  const people = directory.employees.map((employee) => ({
    id: employee.id,
    employee,
    own: employees.get(employee.id) ?? [],
    departments: (departmentsOf.get(employee.id) ?? []).flatMap(
      ({ department }) => departments.get(department.id) ?? [],
    ),
  }));
  const there = new Set(directory.employees.map(({ id }) => id));
  const gone = [...employees].filter(([id]) => !there.has(id));
  return [...people, ...gone.map(([id, own]) => ({ id, employee: null, own, departments: [] }))];
}

/** The employees' own entries that are removed and not yet saved, by employee. */
export function removedByPerson(base: OutgoingNumbers, present: OutgoingNumbers) {
  const there = new Set(present.personal.map(targetKey));
  const personal = base.personal.filter((entry) => !there.has(targetKey(entry)));
  return grouped({ personal }, (entry) => ("employee" in entry ? entry.employee : null));
}

const memberships = ({ departments }: Directory): readonly Readonly<{ member: string; department: Department }>[] =>
  departments.flatMap((department) => department.members.map((member) => ({ member, department })));

const RANK: Readonly<Record<DeviceCondition, number>> = { corporate_sim: 0, except_corporate_sim: 1, any: 2 };

function grouped({ personal }: Pick<OutgoingNumbers, "personal">, holder: (entry: PersonalEntry) => string | null) {
  const groups = new Map<string, PersonalEntry[]>();
  for (const entry of personal) {
    const id = holder(entry);
    if (id === null) continue;
    const group = groups.get(id);
    if (group) group.push(entry);
    else groups.set(id, [entry]);
  }
  for (const group of groups.values()) group.sort((a, b) => RANK[a.device] - RANK[b.device]);
  return groups;
}
