/** Merges a directory sent by a PBX or a person with the stored one. */
import { z } from "zod";
import { LONGEST_SUBSCRIBER } from "../number/subscriber-number.ts";
import { Device, E164Number, Id, setOf, Substitution } from "./company.ts";
import { CompanyNumber, Department, Employee, type Directory } from "./directory.ts";
import { nameOf, placeOf, type List, type Thing } from "./edit-directory.ts";
import { sameTrunks } from "./number-trunks.ts";

/** A field that people set: absent keeps the stored value, null clears it. */
const settable = <Value extends z.ZodType>(value: Value) => value.nullable().optional();

export const SentNumber = CompanyNumber.extend({
  label: settable(CompanyNumber.shape.label),
  on: settable(CompanyNumber.shape.on),
  trunks: settable(setOf(Id)),
});
export type SentNumber = Readonly<z.infer<typeof SentNumber>>;

/** The number of a SIM may be written in any form; {@link withSimNumbers} reads it. */
const SentLine = z
  .strictObject({ id: z.string().min(1).max(LONGEST_SUBSCRIBER), device: Device })
  .check(({ value: { id, device }, issues }) => {
    const { error } = device === "corporate_sim" ? {} : Id.safeParse(id);
    for (const { message } of error?.issues ?? []) issues.push({ code: "custom", path: ["id"], message, input: id });
  })
  .meta({ description: "The id is a SIP user name or an address of record; of a corporate SIM, its number" });

const SentEmployeeFields = Employee.extend({
  substitution: settable(Substitution),
  withhold: settable(z.boolean()),
  choice: settable(E164Number),
  emergencyNumber: settable(E164Number),
  lines: z.array(SentLine).default([]),
});

/** The fields that people set of an employee. */
export const EmployeeFields = SentEmployeeFields.pick({
  substitution: true,
  withhold: true,
  choice: true,
  emergencyNumber: true,
});
export type EmployeeFields = Readonly<z.infer<typeof EmployeeFields>>;

/** Arguments for `refine`. */
const substitutionOfGuests: [
  (employee: Pick<z.infer<typeof SentEmployeeFields>, "guest" | "substitution">) => boolean,
  { path: string[]; message: string },
] = [
  ({ guest, substitution }) => guest || substitution === undefined || substitution === null,
  { path: ["substitution"], message: "allowed only for guests" },
];

const SentEmployee = SentEmployeeFields.refine(...substitutionOfGuests);
type SentEmployee = Readonly<z.infer<typeof SentEmployee>>;

/** An employee whose id is in the address. */
export const SentEmployeeThere = SentEmployeeFields.partial({ id: true }).refine(...substitutionOfGuests);

export const SentDepartment = Department.extend({ emergencyNumber: settable(E164Number) });
type SentDepartment = Readonly<z.infer<typeof SentDepartment>>;

export const SentDirectory = z.strictObject({
  numbers: z.array(SentNumber),
  employees: z.array(SentEmployee),
  departments: z.array(SentDepartment),
  /** `document`: the departments' rank is the order of this document; otherwise known departments keep their places. */
  order: z.literal("document").optional(),
});
export type SentDirectory = Readonly<z.infer<typeof SentDirectory>>;

/**
 * Settings made on the page survive; the ids of SIM lines are still as they were sent.
 * @param confirmed whether the sender vouches for the numbers that are new
 */
export function updateDirectory(current: Directory, sent: SentDirectory, confirmed: boolean): Directory {
  const rank = new Map(sent.order === "document" ? [] : current.departments.map(({ id }, at) => [id, at]));
  const rankOf = ({ id }: Department) => rank.get(id) ?? rank.size;
  const departments = layOver(current.departments, sent.departments, ({ id }) => id, updateDepartment);
  return {
    numbers: layOver(
      current.numbers,
      sent.numbers,
      ({ number }) => number,
      (number, known) => updateNumber(number, known, confirmed),
    ),
    employees: layOver(current.employees, sent.employees, ({ id }) => id, updateEmployee),
    departments: departments.sort((a, b) => rankOf(a) - rankOf(b)),
  };
}

/** Single items, in the form in which they are sent. */
export type SentThings = { numbers: SentNumber; employees: SentEmployee; departments: SentDepartment };

type Update<L extends List> = (sent: SentThings[L], known: Thing<L> | undefined, confirmed: boolean) => Thing<L>;

const UPDATES: { readonly [L in List]: Update<L> } = {
  numbers: updateNumber,
  employees: updateEmployee,
  departments: updateDepartment,
};

/**
 * Merges one sent item with the stored one of its name.
 * @param confirmed as for {@link updateDirectory}
 */
export function updateThing<L extends List>(
  directory: Directory,
  list: L,
  sent: SentThings[L],
  confirmed: boolean,
): Readonly<{ thing: Thing<L>; name: string }> {
  const name = "number" in sent ? sent.number : sent.id;
  const things = directory[list] as readonly Thing<L>[];
  const thing = UPDATES[list](sent, things[placeOf(directory, list, name)], confirmed);
  return { thing, name: nameOf(thing) };
}

/** @returns the stored value where none was sent, undefined where it was cleared */
function updated<Value>(sent: Value | null | undefined, known: Value | undefined): Value | undefined {
  return sent === undefined ? known : (sent ?? undefined);
}

function updateNumber(sent: SentNumber, known: CompanyNumber | undefined, isConfirmed: boolean): CompanyNumber {
  const { number, label, on, confirmed: sentConfirmed, trunks: sentTrunks } = sent;
  // A number of an older version, for which nobody has vouched, stays without a word about it.
  const confirmed = sentConfirmed ?? (known ? known.confirmed : isConfirmed);
  const trunks = updated(sentTrunks, known?.trunks) ?? [];
  return {
    number,
    label: updated(label, known?.label) ?? "",
    on: updated(on, known?.on) ?? true,
    ...(confirmed !== undefined && { confirmed }),
    // Another order of a set is no change.
    ...(trunks.length > 0 && { trunks: sameTrunks(trunks, known?.trunks) ? known!.trunks : trunks }),
  };
}

function updateEmployee(sent: SentEmployee, known: Employee | undefined): Employee {
  const {
    substitution: sentSubstitution,
    withhold: sentWithhold,
    choice: sentChoice,
    emergencyNumber: sentNumber,
    ...rest
  } = sent;
  const substitution = sent.guest ? updated(sentSubstitution, known?.substitution) : undefined;
  const withhold = updated(sentWithhold, known?.withhold);
  const choice = updated(sentChoice, known?.choice);
  const emergencyNumber = updated(sentNumber, known?.emergencyNumber);
  return {
    ...rest,
    ...(substitution !== undefined && { substitution }),
    ...(withhold !== undefined && { withhold }),
    ...(choice !== undefined && { choice }),
    ...(emergencyNumber !== undefined && { emergencyNumber }),
  };
}

function updateDepartment(
  { emergencyNumber: sentNumber, ...rest }: SentDepartment,
  known: Department | undefined,
): Department {
  const emergencyNumber = updated(sentNumber, known?.emergencyNumber);
  return { ...rest, ...(emergencyNumber !== undefined && { emergencyNumber }) };
}

function layOver<Sent, Stored>(
  stored: readonly Stored[],
  sent: readonly Sent[],
  key: (thing: Sent | Stored) => string,
  update: (sent: Sent, known: Stored | undefined) => Stored,
): Stored[] {
  const known = new Map(stored.map((thing) => [key(thing), thing]));
  return sent.map((thing) => update(thing, known.get(key(thing))));
}
