/** The personal entries in the order in which each caller's are asked: what never_decides and departments_differ need. */
import type { Company } from "./company.ts";
import type { Directory } from "./directory.ts";
import { append } from "./append.ts";
import { blocksAreOpen } from "./guests.ts";
import type { OutgoingNumbers, PersonalEntry } from "./outgoing-numbers.ts";
import type { Warning } from "./problem.ts";

/** All that device conditions tell apart. */
const DEVICE_CLASSES = ["corporate_sim", "except_corporate_sim"] as const;

/** One employee on one class of devices, with his usable entries in the order in which they are asked. */
export type CallersEntries = Readonly<{
  name: string;
  /** Indexes into `personal`. */
  own: readonly number[];
  /** A list for each of his departments that has any, in rank order. */
  departments: readonly (readonly number[])[];
}>;

/** Every employee whose blocks are open, on each class of devices. */
export function callersEntries(company: Company, directory: Directory, outgoing: OutgoingNumbers): CallersEntries[] {
  const on = new Set(directory.numbers.filter((number) => number.on).map(({ number }) => number));
  const entriesOf = new Map<string, number[]>();
  for (const [at, entry] of outgoing.personal.entries()) {
    if (!on.has(entry.number)) continue;
    append(entriesOf, holder(entry), at);
  }
  const departmentsOf = new Map<string, string[]>();
  for (const { id, members } of directory.departments)
    for (const member of members)
      if (entriesOf.has(`department ${id}`)) append(departmentsOf, member, `department ${id}`);

  const fittingOn = Object.fromEntries(
    DEVICE_CLASSES.map((device) => {
      const order = [device, "any"];
      const fitting = (entries: readonly number[]) =>
        order.flatMap((condition) => entries.filter((at) => outgoing.personal[at]!.device === condition));
      return [device, new Map([...entriesOf].map(([key, entries]) => [key, fitting(entries)]))];
    }),
  );
  const fitting = (key: string, device: (typeof DEVICE_CLASSES)[number]) => fittingOn[device]?.get(key) ?? [];
  return directory.employees
    .filter((employee) => blocksAreOpen(employee, company))
    .flatMap(({ id, name }) =>
      DEVICE_CLASSES.map((device) => ({
        name,
        own: fitting(`employee ${id}`, device),
        departments: (departmentsOf.get(id) ?? []).map((key) => fitting(key, device)).filter((list) => list.length > 0),
      })),
    );
}

const holder = (entry: PersonalEntry) =>
  "employee" in entry ? `employee ${entry.employee}` : `department ${entry.department}`;

/** Departments whose number an employee of several does not show, because another of his decides first. */
export function differingDepartments(
  company: Company,
  directory: Directory,
  outgoing: OutgoingNumbers,
): Omit<Warning, "document">[] {
  const losing = new Map<number, { winners: Set<number>; names: Set<string> }>();
  for (const { name, own, departments } of callersEntries(company, directory, outgoing)) {
    const winner = departments[0]?.[0];
    if (own.length > 0 || winner === undefined) continue;
    for (const [at] of departments.slice(1)) {
      if (at === undefined || outgoing.personal[at]!.number === outgoing.personal[winner]!.number) continue;
      const { winners, names } = losing.get(at) ?? { winners: new Set(), names: new Set() };
      losing.set(at, { winners: winners.add(winner), names: names.add(name) });
    }
  }
  return [...losing].map(([at, { winners, names }]) => {
    const [first, ...rest] = names;
    const who = rest.length > 0 ? `${first} and ${rest.length} more` : first;
    return {
      path: `/personal/${at}`,
      code: "departments_differ",
      message: `Not for ${who}: another of their departments stands higher and decides first.`,
      others: [...winners].map((winner) => `/personal/${winner}`),
    };
  });
}
