/** A company's own fields, apart from its people and numbers. */
import { z } from "zod";
import { E164 } from "../number/e164.ts";
import { CHOICES } from "./choice.ts";
import { SUBSTITUTIONS } from "./guests.ts";
import { ID } from "./id.ts";

export const Id = z.string().regex(ID, "1 to 64 letters, digits or ._@+:-, but neither . nor ..");

export const Name = z.string().min(1).max(200);

export const E164Number = z.string().regex(E164, "an E.164 number with a plus");

export const Substitution = z.enum(SUBSTITUTIONS);
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
  choice: z.enum(CHOICES).default("assigned"),
  guests: Substitution.default("main"),
});
export type Company = Readonly<z.infer<typeof Company>>;
