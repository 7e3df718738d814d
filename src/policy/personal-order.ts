/** The personal entries in the order in which each caller's are asked: what never_decides and departments_differ need. */
import type { Company } from "./company.ts";
import { numbersOn, type Directory } from "./directory.ts";
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
  const on = numbersOn(directory);
  /** By the class of devices and the holder. */
  const fitting = new Map<string, number[]>();
  for (const device of DEVICE_CLASSES)
    for (const condition of [device, "any"])
      for (const [at, entry] of outgoing.personal.entries())
        if (entry.device === condition && on.has(entry.number)) append(fitting, `${device} ${holder(entry)}`, at);
  const departmentsOf = new Map<string, string[]>();
  for (const { id, members } of directory.departments) for (const member of members) append(departmentsOf, member, id);

  return directory.employees
    .filter((employee) => blocksAreOpen(employee, company))
    .flatMap(({ id, name }) =>
      DEVICE_CLASSES.map((device) => ({
        name,
        own: fitting.get(`${device} employee ${id}`) ?? [],
        departments: (departmentsOf.get(id) ?? [])
          .map((department) => fitting.get(`${device} department ${department}`))
          .filter((list) => list !== undefined),
      })),
    );
}

const holder = (entry: PersonalEntry) =>
  "employee" in entry ? `employee ${entry.employee}` : `department ${entry.department}`;

/** Departments whose number an employee of several does not show, because another of his decides first. */
export function differingDepartments(
  callers: readonly CallersEntries[],
  outgoing: OutgoingNumbers,
): Omit<Warning, "document">[] {
  const losing = new Map<number, { winners: Set<number>; names: Set<string> }>();
  for (const { name, own, departments } of callers) {
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
