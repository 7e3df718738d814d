/** A company's own fields, apart from its people and numbers. */
import { z } from "zod";
import { E164 } from "../number/e164.ts";
import { CHOICES } from "./choice.ts";
import { DEVICES } from "../number/device.ts";
import { LONGEST_NAME } from "./directory-forms.ts";
import { SUBSTITUTIONS } from "./guests.ts";
import { ID } from "./id.ts";

export const Id = z.string().regex(ID, "1 to 64 letters, digits or ._@+:-, but neither . nor ..");

export const Name = z.string().min(1).max(LONGEST_NAME);

export const E164Number = z.string().regex(E164, "an E.164 number with a plus");

export const Substitution = z.enum(SUBSTITUTIONS);
export type Substitution = z.infer<typeof Substitution>;

export const Device = z.enum(DEVICES);
export type Device = z.infer<typeof Device>;

/** A set, kept in the order given; its size is checked with the document. */
export const setOf = <Item extends z.ZodType>(item: Item) => z.array(item).overwrite((items) => [...new Set(items)]);

/** docs/rules.md, "How a company dials". */
const dialling = {
  /** Digits of the home area without the trunk prefix: `17` for Minsk. */
  areaCode: z
    .string()
    .regex(/^\d{1,8}$/, "the digits of the area without the trunk prefix")
    .optional(),
  /** Pressed for an outside line on desk phones and softphones. */
  outsideLine: z
    .string()
    .regex(/^\d{1,3}$/, "one to three digits")
    .optional(),
  /** Emergency numbers besides those of the country; they go before extensions. */
  emergencyNumbers: setOf(z.string().regex(/^\d{2,6}$/, "two to six digits")).default([]),
  /** Patterns of what begins with * or # and still goes to the trunk; X stands for any digit. */
  trunkCodes: setOf(
    z.string().regex(/^[*#][\dX*#]{1,31}$/, "* or #, then up to 31 digits, *, # or X for any digit"),
  ).default([]),
  /** Device kinds on which digits are numbers as a CRM keeps them, without plus and trunk prefix. */
  bare: setOf(Device).default(["crm"]),
  /** Device kinds on which a number may be chosen for a call. */
  choiceDevices: setOf(Device).default(["softphone"]),
  /** Whether the company's people withhold their number unless they say otherwise. */
  withhold: z.boolean().default(false),
};

/** Whose number a forwarded call shows: the forwarder's own, or, where the trunk allows it, the original caller's. */
const Forwards = z.enum(["own", "original"]);

export const Company = z.strictObject({
  name: Name,
  country: z.string(),
  emergencyNumber: E164Number.optional(),
  choice: z.enum(CHOICES).default("assigned"),
  guests: Substitution.default("main"),
  forwards: Forwards.default("own"),
  ...dialling,
});
export type Company = Readonly<z.infer<typeof Company>>;
