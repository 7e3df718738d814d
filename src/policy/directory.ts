/** The directory of a company: its numbers, its people with their lines, its departments. */
import { z } from "zod";
import { E164Number, Id, Name, Substitution } from "./company.ts";
import { DEVICES } from "./device.ts";

export const Device = z.enum(DEVICES);
export type Device = z.infer<typeof Device>;

const Label = z.string().max(200);

/** A line is one device of one employee; its id is a SIP user name, an address of record or the SIM's E.164 number. */
const Line = z.strictObject({ id: Id, device: Device });
type Line = Readonly<z.infer<typeof Line>>;

export const CompanyNumber = z.strictObject({ number: E164Number, label: Label, on: z.boolean() });
export type CompanyNumber = Readonly<z.infer<typeof CompanyNumber>>;

export const Employee = z.strictObject({
  id: Id,
  name: Name,
  extension: z
    .string()
    .regex(/^\d{1,15}$/, "digits")
    .nullable()
    .default(null),
  /** An employee of another PBX who was added to a department here. */
  guest: z.boolean().default(false),
  /** Of a guest only; without it the company's `guests` holds. */
  substitution: Substitution.optional(),
  lines: z.array(Line).default([]),
});
export type Employee = Readonly<z.infer<typeof Employee>>;

export const Department = z.strictObject({ id: Id, name: Name, members: z.array(Id).default([]) });
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
