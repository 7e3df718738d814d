import { z } from "zod";
import { Id, Name } from "../policy/company.ts";
import { QUOTA_LIMITS } from "../policy/quota-limits.ts";
import { quotaWithin } from "../policy/quotas.ts";
import { isAddressOrRange } from "./address-range.ts";

const Companies = z.array(Id).min(1);

const common = {
  name: Name,
  expiresAt: z.iso.datetime().optional().meta({ description: "When it ends by itself. Absent: never" }),
  addresses: z
    .array(z.string().refine(isAddressOrRange, "an address or a range such as 10.1.0.0/16 or fd00::/8"))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: "From which alone it is taken. Absent: from everywhere" }),
};

const limited = {
  ...common,
  savesPerMinute: quotaWithin(QUOTA_LIMITS.savesPerMinute)
    .optional()
    .meta({ description: "How many changes of companies it may make within a minute. Absent: no quota" }),
  decisionsPerSecond: quotaWithin(QUOTA_LIMITS.decisionsPerSecond)
    .optional()
    .meta({ description: "How many decisions it may ask each process for within a second. Absent: no quota" }),
};

/** The request for a new key: only some roles are limited to named companies. */
export const NewKey = z.discriminatedUnion("role", [
  z.strictObject({ ...limited, role: z.literal("operator") }),
  z.strictObject({
    ...common,
    role: z.literal("node").meta({ description: "A call node: the feed, and nothing else" }),
  }),
  z.strictObject({ ...limited, role: z.literal("admin"), companies: Companies }),
  z.strictObject({
    ...limited,
    role: z.literal("pbx"),
    companies: Companies.optional().meta({ description: "Absent: all companies" }),
    sync: z.boolean().default(false).meta({ description: "Whether the PBX keeps the directory in sync" }),
  }),
]);
export type NewKey = z.infer<typeof NewKey>;
