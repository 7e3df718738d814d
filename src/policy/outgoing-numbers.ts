/** A company's outgoing numbers: the document that its admin saves. */
import { z } from "zod";
import { E164Number, Id } from "./company.ts";
import { DEVICE_CONDITIONS } from "../number/device.ts";

export const DeviceCondition = z.enum(DEVICE_CONDITIONS);
export type DeviceCondition = z.infer<typeof DeviceCondition>;

const EmployeeEntry = z.strictObject({ number: E164Number, employee: Id, device: DeviceCondition });
const DepartmentEntry = z.strictObject({ number: E164Number, department: Id, device: DeviceCondition });
const CountryEntry = z.strictObject({ number: E164Number, country: z.string() });
/** `prefix` is sent as a person types it and stored as `+` and digits. */
const PrefixEntry = z.strictObject({ number: E164Number, prefix: z.string() });

export const OutgoingNumbers = z.strictObject({
  /** Null only while the company has no number that is on. */
  main: E164Number.nullable(),
  personal: z.array(z.union([EmployeeEntry, DepartmentEntry])),
  regional: z.array(z.union([CountryEntry, PrefixEntry])),
  /** The block that applies first. */
  priority: z.enum(["regional", "personal"]),
});
export type OutgoingNumbers = Readonly<z.infer<typeof OutgoingNumbers>>;
export type PersonalEntry = Readonly<z.infer<typeof EmployeeEntry> | z.infer<typeof DepartmentEntry>>;
export type RegionalEntry = Readonly<z.infer<typeof CountryEntry> | z.infer<typeof PrefixEntry>>;

export const noOutgoingNumbers: OutgoingNumbers = { main: null, personal: [], regional: [], priority: "regional" };
