/** The question for a decision over HTTP. */
import { z } from "zod";
import { Device } from "../policy/directory.ts";

const fields = {
  company: z.string(),
  dialled: z.string().meta({ description: "The text as the caller dialled it", example: "810 49 30 1234567" }),
  chosen: z.string().optional().meta({ description: "The number chosen on the softphone" }),
  privacy: z.boolean().optional().meta({ description: "The caller withholds the number" }),
  forwardedFrom: z.string().optional().meta({ description: "The original caller of a forwarded call" }),
  explain: z.boolean().optional().meta({ description: "Adds the trace" }),
  minRevision: z
    .int()
    .min(0)
    .optional()
    .meta({ description: "Waits up to 2 s until this node has the revision; then answers 503" }),
};

/** Names the caller's line, or the employee and the device; never both. */
const ByLine = z.strictObject({ ...fields, line: z.string() });
const ByEmployee = z.strictObject({ ...fields, employee: z.string(), device: Device });

export const AskedDecision = z.union([ByLine, ByEmployee]);
export type AskedDecision = z.infer<typeof AskedDecision>;

export const withSettings = <Settings extends z.ZodType>(settings: Settings) =>
  z.union([z.strictObject({ ...ByLine.shape, settings }), z.strictObject({ ...ByEmployee.shape, settings })]);
