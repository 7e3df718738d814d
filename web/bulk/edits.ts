/** Edits of outgoing numbers for many at once. Each returns a new document and changes nothing in place. */
import { targetKey } from "../../src/policy/entry-target.ts";
import type { DeviceCondition, OutgoingNumbers, PersonalEntry } from "../../src/policy/outgoing-numbers.ts";

/** Ids. */
export type People = Readonly<{ employees: readonly string[] } | { departments: readonly string[] }>;

/** The document alone, without the other members of an answer. */
export const documentOf = ({ main, personal, regional, priority }: OutgoingNumbers): OutgoingNumbers => ({
  main,
  personal,
  regional,
  priority,
});

/** Gives them all a number, in place of the one that they had for these devices. */
export function withNumber(
  present: OutgoingNumbers,
  people: People,
  number: string,
  device: DeviceCondition,
): OutgoingNumbers {
  const entries: readonly PersonalEntry[] =
    "employees" in people
      ? people.employees.map((employee) => ({ number, employee, device }))
      : people.departments.map((department) => ({ number, department, device }));
  const left = new Map(entries.map((entry) => [targetKey(entry), entry]));
  const personal = present.personal.map((entry) => {
    const given = left.get(targetKey(entry));
    return given !== undefined && left.delete(targetKey(entry)) ? given : entry;
  });
  return { ...documentOf(present), personal: [...personal, ...left.values()] };
}

/** Removes all personal entries of theirs. */
export function withoutPeople(present: OutgoingNumbers, people: People): OutgoingNumbers {
  const gone = new Set("employees" in people ? people.employees : people.departments);
  const isTheirs = (entry: PersonalEntry) =>
    "employees" in people
      ? "employee" in entry && gone.has(entry.employee)
      : "department" in entry && gone.has(entry.department);
  return { ...documentOf(present), personal: present.personal.filter((entry) => !isTheirs(entry)) };
}

/** Removes all entries with these numbers. What is shown then is shown as well while the numbers are off. */
export function withoutNumbers(present: OutgoingNumbers, numbers: ReadonlySet<string>): OutgoingNumbers {
  return {
    ...documentOf(present),
    personal: present.personal.filter(({ number }) => !numbers.has(number)),
    regional: present.regional.filter(({ number }) => !numbers.has(number)),
  };
}

/** Another number in place of these. */
export function withReplaced(present: OutgoingNumbers, numbers: ReadonlySet<string>, other: string): OutgoingNumbers {
  const replaced = <E extends Readonly<{ number: string }>>(entry: E): E =>
    numbers.has(entry.number) ? { ...entry, number: other } : entry;
  return { ...documentOf(present), personal: present.personal.map(replaced), regional: present.regional.map(replaced) };
}
