/** The directory of a company: its numbers, its people with their lines, its departments. */
import { z } from "zod";
import { Device, E164Number, Id, Name, setOf, Substitution } from "./company.ts";
import { EXTENSION, LONGEST_LABEL } from "./directory-forms.ts";

const Label = z.string().max(LONGEST_LABEL);

/** A line is one device of one employee; its id is a SIP user name, an address of record or the SIM's E.164 number. */
const Line = z.strictObject({ id: Id, device: Device });
type Line = Readonly<z.infer<typeof Line>>;

export const CompanyNumber = z.strictObject({
  number: E164Number,
  label: Label,
  on: z.boolean(),
  /** Whether the operator vouches that the company may show it; absent: they have not said so. */
  confirmed: z.boolean().optional(),
  /** The trunks that accept it, of those that accept only marked numbers. */
  trunks: setOf(Id).optional(),
});
export type CompanyNumber = Readonly<z.infer<typeof CompanyNumber>>;

export const Employee = z.strictObject({
  id: Id,
  name: Name,
  extension: z.string().regex(EXTENSION, "digits").nullable().default(null),
  /** An employee of another PBX who was added to a department here. */
  guest: z.boolean().default(false),
  /** Of a guest only; without it the company's `guests` holds. */
  substitution: Substitution.optional(),
  /** Whether they withhold their number; without it the company's `withhold` holds. */
  withhold: z.boolean().optional(),
  /** Their standing choice: counts as chosen on the company's `choiceDevices` for calls that name no other. */
  choice: E164Number.optional(),
  /** Shown on their emergency calls. */
  emergencyNumber: E164Number.optional(),
  lines: z.array(Line).default([]),
});
export type Employee = Readonly<z.infer<typeof Employee>>;

export const Department = z.strictObject({
  id: Id,
  name: Name,
  members: z.array(Id).default([]),
  /** Shown on the emergency calls of members who have none of their own. */
  emergencyNumber: E164Number.optional(),
});
export type Department = Readonly<z.infer<typeof Department>>;

/** Departments stand in rank order: the first decides first. */
export const Directory = z.strictObject({
  numbers: z.array(CompanyNumber).readonly(),
  employees: z.array(Employee).readonly(),
  departments: z.array(Department).readonly(),
});
export type Directory = Readonly<z.infer<typeof Directory>>;

export function numbersOn({ numbers }: Directory): ReadonlySet<string> {
  return new Set(numbers.filter(({ on }) => on).map(({ number }) => number));
}

export const emptyDirectory: Directory = { numbers: [], employees: [], departments: [] };
