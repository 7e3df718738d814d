/** Merges a directory sent by a PBX or a person with the stored one. */
import { z } from "zod";
import { CompanyNumber, Department, Employee, type Directory } from "./directory.ts";
import { nameOf, placeOf, type List, type Thing } from "./edit-directory.ts";

export const SentNumber = CompanyNumber.partial({ label: true, on: true });
export type SentNumber = Readonly<z.infer<typeof SentNumber>>;

/** Arguments for `refine` of an employee schema. */
export const substitutionOfGuests: [
  (employee: Pick<Employee, "guest" | "substitution">) => boolean,
  { path: string[]; message: string },
] = [
  ({ guest, substitution }) => guest || substitution === undefined,
  { path: ["substitution"], message: "allowed only for guests" },
];

export const SentDirectory = z.strictObject({
  numbers: z.array(SentNumber),
  employees: z.array(Employee.refine(...substitutionOfGuests)),
  departments: z.array(Department),
  /** `document`: the departments' rank is the order of this document; otherwise known departments keep their places. */
  order: z.literal("document").optional(),
});
export type SentDirectory = Readonly<z.infer<typeof SentDirectory>>;

/** Settings made on the page survive: an absent `label`, `on` or `substitution` keeps its value. */
export function updateDirectory(current: Directory, sent: SentDirectory): Directory {
  const rank = new Map(sent.order === "document" ? [] : current.departments.map(({ id }, at) => [id, at]));
  const rankOf = ({ id }: Department) => rank.get(id) ?? rank.size;
  return {
    numbers: layOver(current.numbers, sent.numbers, ({ number }) => number, updateNumber),
    employees: layOver(current.employees, sent.employees, ({ id }) => id, updateEmployee),
    departments: [...sent.departments].sort((a, b) => rankOf(a) - rankOf(b)),
  };
}

/** Single items, in the form in which they are sent. */
export type SentThings = { numbers: SentNumber; employees: Employee; departments: Department };

type Update<L extends List> = (sent: SentThings[L], known: Thing<L> | undefined) => Thing<L>;

const UPDATES: { readonly [L in List]: Update<L> } = {
  numbers: updateNumber,
  employees: updateEmployee,
  departments: (sent) => sent,
};

/** Merges one sent item with the stored one of its name. */
export function updateThing<L extends List>(
  directory: Directory,
  list: L,
  sent: SentThings[L],
): Readonly<{ thing: Thing<L>; name: string }> {
  const name = "number" in sent ? sent.number : sent.id;
  const things = directory[list] as readonly Thing<L>[];
  const thing = UPDATES[list](sent, things[placeOf(directory, list, name)]);
  return { thing, name: nameOf(thing) };
}

function updateNumber(sent: SentNumber, known: CompanyNumber | undefined): CompanyNumber {
  return { number: sent.number, label: sent.label ?? known?.label ?? "", on: sent.on ?? known?.on ?? true };
}

function updateEmployee(sent: Employee, known: Employee | undefined): Employee {
  const substitution = sent.guest ? (sent.substitution ?? known?.substitution) : undefined;
  return { ...sent, ...(substitution && { substitution }) };
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
