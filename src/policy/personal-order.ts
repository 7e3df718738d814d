/** Each caller's personal entries in the order in which they apply, for never_decides and departments_differ. */
import { append } from "./append.ts";
import type { Company } from "./company.ts";
import { numbersOn, type Directory } from "./directory.ts";
import { blocksAreOpen } from "./guests.ts";
import type { OutgoingNumbers } from "./outgoing-numbers.ts";
import { MOST_NAMED, type EntryWarning } from "./problem.ts";

/** The devices that conditions distinguish. */
const DEVICE_CLASSES = ["corporate_sim", "except_corporate_sim"] as const;

/** One employee on one class of devices, with their usable entries in the order in which they apply. */
type CallersEntries = Readonly<{
  name: string;
  /** Indexes into `personal`. */
  own: readonly number[];
  /** A list for each of their departments that has any, in rank order. */
  departments: readonly (readonly number[])[];
}>;

/** Every employee whose blocks are open, on each class of devices. */
export type Callers = Readonly<{
  withEntries: readonly CallersEntries[];
  /** Whether any employee has a device without a usable personal entry. */
  someWithout: boolean;
}>;

/** The usable entries of one employee or department, specific conditions before `any`. */
type Fitting = Readonly<Record<(typeof DEVICE_CLASSES)[number], number[]>>;

export function callersEntries(company: Company, directory: Directory, outgoing: OutgoingNumbers): Callers {
  const { ofEmployee, ofDepartment } = entriesOfHolders(directory, outgoing);
  const departmentsOf = new Map<string, Fitting[]>();
  for (const { id, members } of directory.departments) {
    const fitting = ofDepartment.get(id);
    if (fitting) for (const member of members) append(departmentsOf, member, fitting);
  }
  const withEntries: CallersEntries[] = [];
  let someWithout = false;
  for (const employee of directory.employees) {
    if (!blocksAreOpen(employee, company)) continue;
    const [ofTheirOwn, ofTheirDepartments] = [ofEmployee.get(employee.id), departmentsOf.get(employee.id)];
    for (const device of DEVICE_CLASSES) {
      const own = ofTheirOwn?.[device] ?? NONE;
      const departments = ofTheirDepartments?.map((fitting) => fitting[device]).filter(({ length }) => length > 0);
      if (own.length > 0 || departments?.length)
        withEntries.push({ name: employee.name, own, departments: departments ?? NONE });
      else someWithout = true;
    }
  }
  return { withEntries, someWithout };
}

const NONE: readonly never[] = [];

function entriesOfHolders(directory: Directory, { personal }: OutgoingNumbers) {
  const on = numbersOn(directory);
  const ofEmployee = new Map<string, Fitting>();
  const ofDepartment = new Map<string, Fitting>();
  for (const specific of [true, false])
    for (const [at, entry] of personal.entries()) {
      if ((entry.device !== "any") !== specific || !on.has(entry.number)) continue;
      const [holders, id] = "employee" in entry ? [ofEmployee, entry.employee] : [ofDepartment, entry.department];
      const fitting = holders.get(id) ?? { corporate_sim: [], except_corporate_sim: [] };
      holders.set(id, fitting);
      for (const device of entry.device === "any" ? DEVICE_CLASSES : [entry.device]) fitting[device].push(at);
    }
  return { ofEmployee, ofDepartment };
}

/** Warns of departments whose number a member does not show because another of their departments decides first. */
export function* differingDepartments(
  { withEntries }: Callers,
  { personal }: OutgoingNumbers,
): Generator<EntryWarning> {
  const losing = new Map<number, { winners: Set<number>; names: Set<string> }>();
  for (const { name, own, departments } of withEntries) {
    if (own.length > 0 || departments.length < 2) continue;
    const winner = departments[0]![0]!;
    for (const department of departments.slice(1)) {
      const at = department[0]!;
      if (personal[at]!.number === personal[winner]!.number) continue;
      const { winners, names } = losing.get(at) ?? { winners: new Set(), names: new Set() };
      losing.set(at, { winners: winners.add(winner), names: names.add(name) });
    }
  }
  for (const [at, { winners, names }] of losing) {
    const [first, ...rest] = names;
    const who = rest.length > 0 ? `${first} and ${rest.length} more` : first;
    yield {
      path: `/personal/${at}`,
      code: "departments_differ",
      message: `Not for ${who}: a higher-ranked department of theirs takes precedence.`,
      others: [...winners].slice(0, MOST_NAMED).map((winner) => `/personal/${winner}`),
    };
  }
}
