/** Passkeys and identity providers: what travels over HTTP. */
import { z } from "zod";
import { Id, Name } from "../policy/company.ts";

const Time = z.iso.datetime();
const Revision = z.int().min(0);

/** Of a passkey or an account, as people name them. */
const Label = z.string().trim().min(1).max(100);

/** Web Authentication, level 3, 5.1: the browser gets them as they are. */
export const PasskeyRequest = z
  .looseObject({ challenge: z.string(), rpId: z.string(), timeout: z.int(), userVerification: z.literal("required") })
  .meta({ description: "PublicKeyCredentialRequestOptionsJSON" });
export const PasskeyCreation = z
  .looseObject({
    challenge: z.string(),
    rp: z.looseObject({ id: z.string() }),
    user: z.looseObject({ id: z.string() }),
  })
  .meta({ description: "PublicKeyCredentialCreationOptionsJSON" });

/** The library checks the rest. */
const credential = { id: z.string().min(1).max(1400) };
export const PasskeyAnswer = z.looseObject(credential).meta({ description: "AuthenticationResponseJSON" });
export const NewPasskey = z.strictObject({
  name: Label,
  response: z.looseObject(credential).meta({ description: "RegistrationResponseJSON" }),
});
export const PasskeyName = z.strictObject({ name: Label });
export const PasskeyShown = z.strictObject({
  id: z.string(),
  name: z.string(),
  backedUp: z.boolean().meta({ description: "Whether it is synchronised to other devices" }),
  createdAt: Time,
  usedAt: Time.nullable(),
});
export type PasskeyShown = z.infer<typeof PasskeyShown>;
export const OwnPasskeys = z.strictObject({
  offered: z.boolean().meta({ description: "Whether browsers have passkeys at the address of the page" }),
  items: z.array(PasskeyShown),
});
export type OwnPasskeys = z.infer<typeof OwnPasskeys>;

const provider = {
  name: Name.meta({ description: "As the button to sign in names it" }),
  issuer: z.string().min(1).max(500).meta({ description: "Exactly as the provider calls itself" }),
  clientId: z.string().min(1).max(500),
  domains: z
    .array(z.string().trim().toLowerCase().min(1).max(253))
    .default([])
    .meta({
      description:
        "Domains of e-mail addresses of which the operator has confirmed that this provider gives them only to those " +
        "whom they belong to: people of the company with such an address need no invitation to sign in there",
    }),
  trustsFactor: z.boolean().default(false).meta({
    description: "Whether signing in there always takes a second factor, also where the provider does not say so",
  }),
};
const ClientSecret = z.string().min(1).max(1000).meta({ description: "Never shown again" });
export const NewProvider = z.strictObject({ company: Id, ...provider, clientSecret: ClientSecret });
export const ProviderBody = z.strictObject({
  ...provider,
  clientSecret: ClientSecret.optional().meta({ description: "Absent: it stays as it is" }),
});
const shown = {
  id: z.string(),
  company: z.string(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  domains: z.array(z.string()),
  trustsFactor: z.boolean(),
  redirectUri: z.string().meta({ description: "To be entered at the provider" }),
  createdAt: Time,
  createdBy: z.string(),
};
export const ProviderShown = z.strictObject(shown);
export type ProviderShown = z.infer<typeof ProviderShown>;
export const ProviderWritten = z.strictObject({ ...shown, revision: Revision });
export const ProviderList = z.strictObject({
  items: z.array(ProviderShown),
  next: z.string().nullable().meta({ description: "The `after` of the next page" }),
});

/** What a sign-in page may know. */
export const ProvidersOffered = z.strictObject({
  providers: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  passkeys: z.boolean().meta({ description: "Whether browsers have passkeys at the address of the page" }),
});
export type ProvidersOffered = z.infer<typeof ProvidersOffered>;
export const OfferedFor = z.strictObject({
  company: z.string().max(100).optional(),
  email: z.string().max(254).optional(),
});

export const StartOidc = z.strictObject({
  provider: z.string().min(1).max(100),
  link: z.string().min(1).max(100).optional().meta({
    description: "What stands after the # of an invitation, which this sign-in accepts",
  }),
});
export const ConnectIdentity = z.strictObject({ provider: z.string().min(1).max(100) });
export const OidcStarted = z.strictObject({ url: z.string().meta({ description: "Of the provider's page" }) });
export const OidcCode = z.strictObject({
  code: z.string().min(1).max(100).meta({ description: "Of the authenticator app, or a recovery code" }),
});

export const OwnIdentities = z.strictObject({
  items: z.array(
    z.strictObject({
      provider: z.strictObject({ id: z.string(), name: z.string(), company: z.string() }),
      subject: z.string().meta({ description: "The provider's name for the person" }),
      createdAt: Time,
    }),
  ),
  offered: z.array(z.strictObject({ id: z.string(), name: z.string() })).meta({
    description: "The other providers at which the person may connect an account",
  }),
});
export type OwnIdentities = z.infer<typeof OwnIdentities>;
