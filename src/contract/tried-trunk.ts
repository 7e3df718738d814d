/** A call to try a trunk with before it is saved. */
import { z } from "zod";
import { E164Number } from "../policy/company.ts";
import { FORWARD_REASONS } from "../policy/forward-reason.ts";
import { Country, Trunk } from "../policy/trunk.ts";

export const TriedTrunk = z.strictObject({
  trunk: Trunk,
  shown: E164Number.nullable().meta({ description: "The number shown; null for an emergency call without one" }),
  label: z.string().max(200).optional().meta({ description: "The label of the number shown" }),
  called: z.string().meta({ description: "The number called, as it is dialled in `country`" }),
  country: Country.optional().meta({
    description: "By default, the country of the form of the number called, or shown; without any, E.164 is called",
  }),
  privacy: z.boolean().default(false),
  forwardedBy: E164Number.optional().meta({ description: "The company's number that forwarded the call" }),
  forwardReason: z.enum(FORWARD_REASONS).optional(),
});
export type TriedTrunk = Readonly<z.infer<typeof TriedTrunk>>;
