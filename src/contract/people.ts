/** People, their links, and how they sign in: what travels over HTTP. */
import { z } from "zod";
import { MEANS } from "../access/session.ts";
import { Id } from "../policy/company.ts";
import { LANGUAGES } from "../policy/language.ts";
import { PersonName } from "../policy/person-name.ts";

/** In lower case; an address that mail can be sent to. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "an e-mail address" }).max(254));

/** One to a thousand UTF-16 units: whether it is a good one is a rule, not the form. */
const Password = z.string().min(1).max(1024);
const Code = z.string().min(1).max(100).meta({
  description: "Of the authenticator app, or a recovery code",
});
const Secret = z.string().min(1).max(100).meta({ description: "What stands after the # of the link" });

export const RoleGiven = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("operator") }),
  z.strictObject({ role: z.literal("support") }),
  z.strictObject({ role: z.literal("admin"), company: Id }),
  z.strictObject({
    role: z.literal("employee"),
    company: Id,
    employee: Id.meta({ description: "The id in the company's directory" }),
  }),
]);

const mailed = {
  send: z.boolean().default(false).meta({ description: "Whether to send the link to the person by mail" }),
  language: z.enum(LANGUAGES).default("en").meta({ description: "The language of the mail" }),
};

const person = { email: Email, name: PersonName, roles: z.array(RoleGiven) };
export const PersonBody = z.strictObject(person);
export type PersonBody = z.infer<typeof PersonBody>;
export const NewPerson = z.strictObject({ ...person, roles: z.array(RoleGiven).min(1), ...mailed });
export type NewPerson = z.infer<typeof NewPerson>;
export const NewLink = z.strictObject({
  ...mailed,
  recovery: z.boolean().default(false).meta({
    description: "The link also removes the person's second factors: for somebody who has lost them. Operators only",
  }),
});
export type NewLink = z.infer<typeof NewLink>;

const Time = z.iso.datetime();
const Revision = z.int().min(0);

const shown = {
  id: z.string(),
  email: z.string(),
  name: z.string(),
  roles: z.array(RoleGiven).meta({ description: "An admin sees those of their own companies" }),
  pending: z.array(RoleGiven).meta({ description: "Those of `roles` that the person has yet to accept" }),
  state: z.enum(["invited", "active", "disabled"]).meta({
    description: "invited: they have no way to sign in yet; disabled: by the directory of another system",
  }),
  secondFactor: z.boolean().meta({ description: "Whether they have an authenticator app or a passkey" }),
  createdAt: Time,
  createdBy: z.string(),
  lastSignInAt: Time.nullable().meta({ description: "Within the last 90 days; null: none" }),
};
export const PersonAnswer = z.strictObject(shown);
export type PersonAnswer = z.infer<typeof PersonAnswer>;
export const PersonWritten = z.strictObject({ ...shown, revision: Revision });
export type PersonWritten = z.infer<typeof PersonWritten>;
export const PersonList = z.strictObject({
  items: z.array(PersonAnswer),
  next: z.string().nullable().meta({ description: "The `after` of the next page" }),
});
export type PersonList = z.infer<typeof PersonList>;

const linked = {
  link: z.string().meta({ description: "A path; the secret stands after the #. Only this answer shows it" }),
  linkExpiresAt: Time,
  sent: z.boolean().meta({ description: "Whether the mail server has taken the mail over" }),
};
/**
 * Without a link, the e-mail address was known: that person has a role to accept. A link without an end leads such a
 * person to the offer.
 */
export const PersonInvited = z.strictObject({
  ...shown,
  revision: Revision,
  link: linked.link.exactOptional(),
  linkExpiresAt: linked.linkExpiresAt.exactOptional(),
  sent: linked.sent,
});
export type PersonInvited = z.infer<typeof PersonInvited>;
export const LinkMade = z.strictObject({ ...linked, revision: Revision });
export type LinkMade = z.infer<typeof LinkMade>;

export const LinkBody = z.strictObject({ secret: Secret });
/** What a page shows before somebody accepts. */
export const LinkAnswer = z.strictObject({
  kind: z.enum(["setup", "invitation", "reset", "recovery"]),
  email: z.string().nullable().meta({ description: "Null: the first operator chooses it" }),
  name: z.string().nullable(),
  roles: z.array(RoleGiven).meta({ description: "The roles that accepting the link accepts" }),
  needsCode: z.boolean().meta({ description: "Whether `code` is required, because the person has a second factor" }),
  expiresAt: Time,
});
export type LinkAnswer = z.infer<typeof LinkAnswer>;
export const AcceptLink = z.strictObject({
  secret: Secret,
  password: Password,
  name: PersonName.optional().meta({ description: "Required to set up the first operator" }),
  email: Email.optional().meta({ description: "Required to set up the first operator, and only then allowed" }),
  code: Code.optional(),
});

export const SignInWithPassword = z.strictObject({
  email: z.string().min(1).max(254),
  password: Password,
  code: Code.optional(),
});
export const Proof = z.union([
  z.strictObject({ password: Password, code: Code.optional() }),
  z.strictObject({ key: z.string().min(1).max(500) }),
]);
export const OwnName = z.strictObject({ name: PersonName });
export const NewPassword = z.strictObject({
  current: Password.optional().meta({ description: "Required if the person has a password" }),
  password: Password,
});

export const Factors = z.strictObject({
  password: z.boolean(),
  totp: z.strictObject({ confirmedAt: Time }).nullable(),
  recoveryCodes: z.int().min(0).meta({ description: "How many are left" }),
  passkeys: z.int().min(0),
  required: z.boolean().meta({ description: "Whether an operator requires a second factor of them" }),
});
export type Factors = z.infer<typeof Factors>;
export const TotpEnrolled = z.strictObject({
  secret: z.string().meta({ description: "Base32, to be typed in where no code can be scanned" }),
  uri: z.string().meta({ description: "otpauth: for the QR code" }),
});
export const TotpConfirm = z.strictObject({ code: Code });
export const RecoveryCodes = z.strictObject({
  recoveryCodes: z.array(z.string()).meta({ description: "Only this answer shows them" }),
});

/** Names one of one's own roles that is yet to be accepted. */
const everywhere = { role: z.enum(["operator", "support"]) };
const inCompany = { role: z.enum(["admin", "employee"]), company: Id };
export const RefusedRole = z.union([z.strictObject(everywhere), z.strictObject(inCompany)]);
const ofOffer = { secret: Secret.optional().meta({ description: "Of the offer, if it came with a link" }) };
export const AcceptedRole = z.union([
  z.strictObject({ ...everywhere, ...ofOffer }),
  z.strictObject({ ...inCompany, ...ofOffer }),
]);

const client = {
  means: z.enum(MEANS),
  address: z.string().nullable(),
  agent: z.string().nullable().meta({ description: "User-Agent, at most 200 characters" }),
};
export const OwnSessions = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      current: z.boolean(),
      ...client,
      createdAt: Time,
      authenticatedAt: Time,
      expiresAt: Time,
    }),
  ),
});
export type OwnSessions = z.infer<typeof OwnSessions>;
export const OwnSignIns = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      at: Time,
      outcome: z.enum(["signed_in", "refused"]),
      ...client,
      newDevice: z.boolean().meta({ description: "In a browser in which this person had not signed in before" }),
    }),
  ),
  next: z.string().nullable().meta({ description: "The `before` of the next page" }),
});
export type OwnSignIns = z.infer<typeof OwnSignIns>;

/** Whose second factor an operator requires. */
export const Security = z.strictObject({
  requireSecondFactor: z
    .array(
      z.union([
        z.strictObject({ role: z.enum(["operator", "support"]) }),
        z.strictObject({
          role: z.enum(["admin", "employee"]),
          company: Id.exactOptional().meta({ description: "Absent: of every company" }),
        }),
      ]),
    )
    .max(1000),
});
export type Security = z.infer<typeof Security>;
export const SecurityWritten = Security.extend({ revision: Revision });
