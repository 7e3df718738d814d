/** Parameters that several endpoints have. */
import { z } from "zod";

export const CompanyParams = z.object({ company: z.string() });

/** Of a list: how much one answer holds. */
export const Limit = z.coerce.number().int().min(1).max(1000).default(100);
