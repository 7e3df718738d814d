/** The question for a decision over HTTP. */
import { z } from "zod";
import { FORWARD_REASONS } from "../policy/forward-reason.ts";
import { Device, Id } from "../policy/company.ts";
import { MOST_DIALLED } from "../policy/most-dialled.ts";
import { MOST_TRUNKS_OF_CALL } from "../policy/trunk.ts";

export const Dialled = z
  .string()
  .meta({ description: "The text as the caller dialled it", example: "810 49 30 1234567" });

const fields = {
  company: z.string(),
  dialled: Dialled,
  chosen: z.string().optional().meta({ description: "The number chosen on the softphone" }),
  privacy: z.boolean().optional().meta({
    description: "true withholds the number, false shows it; by default, the settings of the employee and the company",
  }),
  forwardedFrom: z.string().optional().meta({ description: "The original caller of a forwarded call" }),
  forwardReason: z
    .enum(FORWARD_REASONS)
    .optional()
    .meta({ description: "Why it was forwarded (RFC 5806); by default `unconditional`" }),
  trunk: Id.optional().meta({ description: "The trunk that the call takes" }),
  trunks: z
    .array(Id)
    .min(1)
    .max(MOST_TRUNKS_OF_CALL)
    .optional()
    .meta({ description: "The trunks that the call may take, in the order of failover; never together with `trunk`" }),
  explain: z.boolean().optional().meta({ description: "Adds the trace" }),
  minRevision: z
    .int()
    .min(0)
    .optional()
    .meta({ description: "Waits up to 2 s until this node has the revision; then answers 503" }),
};

/** Arguments for `refine`. */
const oneWayOfTrunks: [
  (asked: { trunk?: string | undefined; trunks?: readonly string[] | undefined }) => boolean,
  { path: string[]; message: string },
] = [
  ({ trunk, trunks }) => trunk === undefined || trunks === undefined,
  { path: ["trunks"], message: "not together with trunk" },
];

/** Names the caller's line, or the employee and the device; never both. */
const byLine = {
  ...fields,
  line: z.string().meta({ description: "The id of a line; the number of a SIM in any form" }),
};
const byEmployee = { ...fields, employee: z.string(), device: Device };

export const AskedDecision = z.union([
  z.strictObject(byLine).refine(...oneWayOfTrunks),
  z.strictObject(byEmployee).refine(...oneWayOfTrunks),
]);
export type AskedDecision = z.infer<typeof AskedDecision>;

export const withSettings = <Settings extends z.ZodType>(settings: Settings) =>
  z.union([
    z.strictObject({ ...byLine, settings }).refine(...oneWayOfTrunks),
    z.strictObject({ ...byEmployee, settings }).refine(...oneWayOfTrunks),
  ]);

const DialledList = z
  .array(Dialled)
  .min(1)
  .max(MOST_DIALLED)
  .meta({ description: "The texts as the caller dialled them, each in a call of its own" });

/** The same about several texts that are dialled. */
export const listWithSettings = <Settings extends z.ZodType>(settings: Settings) =>
  z.union([
    z.strictObject({ ...byLine, dialled: DialledList, settings }).refine(...oneWayOfTrunks),
    z.strictObject({ ...byEmployee, dialled: DialledList, settings }).refine(...oneWayOfTrunks),
  ]);

/** The ids of the trunks that a question names, in the order of failover. */
export const trunksAsked = ({ trunk, trunks }: Pick<AskedDecision, "trunk" | "trunks">): readonly string[] =>
  trunks ?? (trunk === undefined ? [] : [trunk]);
