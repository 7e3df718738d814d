/** Parameters shared by several endpoints. */
import { z } from "zod";

export const CompanyParams = z.object({ company: z.string() });

/** The length of one page of a list. */
export const Limit = z.coerce.number().int().min(1).max(1000).default(100);
