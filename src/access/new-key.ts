import { z } from "zod";
import { Id, Name } from "../policy/company.ts";

const Companies = z.array(Id).min(1);

/** The request for a new key: only some roles are limited to named companies. */
export const NewKey = z.discriminatedUnion("role", [
  z.strictObject({ name: Name, role: z.literal("operator") }),
  z.strictObject({ name: Name, role: z.literal("admin"), companies: Companies }),
  z.strictObject({
    name: Name,
    role: z.literal("pbx"),
    companies: Companies.optional().meta({ description: "Absent: all companies" }),
    sync: z.boolean().default(false).meta({ description: "Whether the PBX keeps the directory in sync" }),
  }),
]);
export type NewKey = z.infer<typeof NewKey>;
