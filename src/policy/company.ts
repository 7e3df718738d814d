/** What a company is to Callas, apart from its people and numbers. */
import { z } from "zod";
import { E164 } from "../number/e164.ts";

/** Letters, digits and `._@+:-`, 1 to 64 of them: what every id of the API consists of. */
export const Id = z.string().regex(/^[A-Za-z0-9._@+:-]{1,64}$/, "1 to 64 letters, digits or ._@+:-");

export const Name = z.string().min(1).max(200);

export const E164Number = z.string().regex(E164, "an E.164 number with a plus");

/** What an employee may choose on a softphone, see {@link Company.choice}. */
const Choice = z.enum(["assigned", "all", "off"]);

/** Whether guests get the main number only, or are treated as own employees. */
export const Substitution = z.enum(["main", "full"]);
export type Substitution = z.infer<typeof Substitution>;

export const Company = z.strictObject({
  name: Name,
  country: z.string(),
  /** Digits of the home area without the trunk prefix: `17` for Minsk. */
  areaCode: z
    .string()
    .regex(/^\d{1,8}$/, "the digits of the area without the trunk prefix")
    .optional(),
  emergencyNumber: E164Number.optional(),
  choice: Choice.default("assigned"),
  guests: Substitution.default("main"),
});
export type Company = Readonly<z.infer<typeof Company>>;
