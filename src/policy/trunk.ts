/** A trunk: how one carrier wants numbers and identities written. Trunks belong to the operator, not to a company. */
import { z } from "zod";
import { isCountry } from "../number/country.ts";
import { Name } from "./company.ts";

export const Country = z.string().refine(isCountry, "a country of libphonenumber, such as BY");

/** Exported forms of numbers: number/number-form.ts. */
const international = { form: z.enum(["plus", "digits"]) };
const national = { form: z.enum(["national", "bare"]), country: Country };
const changed = {
  /** How many characters are taken off the front of the written number. */
  strip: z.int().min(0).max(15).optional(),
  /** Digits put in front afterwards. */
  prepend: z
    .string()
    .regex(/^\d{1,15}$/, "one to fifteen digits")
    .optional(),
};

const ShownForm = z.discriminatedUnion("form", [z.strictObject(international), z.strictObject(national)]);
const CalledForm = z.discriminatedUnion("form", [
  z.strictObject({ ...international, ...changed }),
  z.strictObject({ ...national, ...changed }),
]);
export type CalledForm = Readonly<z.infer<typeof CalledForm>>;

/** RFC 3261, 25.1: `hostport`. */
const Domain = z
  .string()
  .max(255)
  .regex(
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/,
    "a host, perhaps with a port",
  );

export const Trunk = z.strictObject({
  name: Name,
  /** The host of every identity that the carrier gets. */
  domain: Domain,
  shown: ShownForm.default({ form: "plus" }),
  called: CalledForm.default({ form: "plus" }),
  /** `asserted`: only in P-Asserted-Identity (RFC 3325), and From stays the trunk's own account. */
  identity: z.enum(["from", "asserted", "both"]).default("both"),
  /** What names the number that forwarded a call: RFC 5806, RFC 7044. */
  diversion: z.enum(["none", "diversion", "history-info", "both"]).default("none"),
  /** `marked`: only numbers that carry this trunk. */
  accepts: z.enum(["all", "marked"]).default("all"),
  /** Whether a forwarded call may keep the original caller's number. */
  foreign: z.boolean().default(false),
  displayName: z.enum(["none", "label"]).default("none"),
  /** The identity of emergency calls for which there is no number. */
  fallbackIdentity: z
    .string()
    .max(300)
    .regex(
      /^(?:sips?:)?[A-Za-z0-9+\-_.!~*'()&=$,;?/%]{1,64}(?:@[A-Za-z0-9.:[\]-]{1,200})?$/,
      "a SIP user name, or a SIP URI",
    )
    .optional(),
});
export type Trunk = Readonly<z.infer<typeof Trunk>>;

export type NamedTrunk = Trunk & Readonly<{ id: string }>;

export const MOST_TRUNKS = 1000;

/** A call names at most this many, in the order of failover. */
export const MOST_TRUNKS_OF_CALL = 10;
