/** Parameters shared by several endpoints. */
import { z } from "zod";

export const CompanyParams = z.object({ company: z.string() });

/** `?dryRun=true` writes nothing and answers what would be written. */
export const DryRun = z.strictObject({
  dryRun: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true"),
});

/** The length of one page of a list. */
export const Limit = z.coerce.number().int().min(1).max(1000).default(100);
