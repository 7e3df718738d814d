/** A browser's visit to an identity provider: what it is sent there with, and what it comes back with. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { secretPurpose, type IdentityProvider } from "../access/identity-provider.ts";
import { finishOidc, startOidc, type AskedOidc, type OidcIdentity, type OidcProvider } from "../access/oidc.ts";
import { OidcFailed } from "../access/oidc-failed.ts";
import { Refusal } from "../policy/refusal.ts";
import { signInExpired } from "../settings/identities.ts";
import type { AccountDesk } from "./account-desk.ts";
import { atOnce } from "./at-once.ts";
import { callbackOf } from "./oidc-callback.ts";
import { sealedCookie, type Kept } from "./sealed-cookie.ts";

/** The time to sign in at the provider. */
const BACK_WITHIN_SECONDS = 10 * 60;

/** Requests for one provider that wait for its answer: a silent one keeps nobody else waiting. */
const MOST_AT_A_PROVIDER = 20;

const Purpose = z.union([
  /** To sign in. */
  z.strictObject({
    /** The hash of the invitation that the sign-in accepts. */
    link: z.string().nullable(),
  }),
  /** To connect the account there with a person who is signed in here. */
  z.strictObject({
    person: z.string(),
    /** The hash of the id of their session, in which alone the visit can end. */
    session: z.string(),
  }),
]);
type Purpose = z.infer<typeof Purpose>;

const Visit = z.strictObject({
  asked: z.strictObject({
    provider: z.string(),
    redirectUri: z.string(),
    state: z.string(),
    nonce: z.string(),
    codeVerifier: z.string(),
  }) satisfies z.ZodType<AskedOidc>,
  purpose: Purpose,
});

type KeptVisit = Kept<z.infer<typeof Visit>>;

export type ProviderVisits = Readonly<{
  /**
   * @returns the provider's page
   * @throws Refusal `provider_failed`, `too_many_requests`
   */
  begin: (
    request: FastifyRequest,
    reply: FastifyReply,
    provider: IdentityProvider,
    purpose: Purpose,
  ) => Promise<string>;
  /**
   * Ends the visit in this browser, whatever comes of it.
   * @param id of the provider that sends the browser back
   * @returns null if none was begun, or too long ago
   */
  take: (request: FastifyRequest, reply: FastifyReply, id: string) => KeptVisit | null;
  /**
   * @returns the account that the provider names, and the provider as it is now
   * @throws Refusal `sign_in_expired`, `provider_unknown`, `provider_failed`, `too_many_requests`
   */
  claimed: (
    request: FastifyRequest,
    id: string,
    visit: KeptVisit | null,
  ) => Promise<Readonly<{ provider: IdentityProvider; claims: OidcIdentity; visit: KeptVisit }>>;
}>;

/** There is one, so that its bounds hold for all visits. */
export function providerVisits({ reads, seal, log, publicUrl, allowPrivate }: AccountDesk): ProviderVisits {
  const cookie = sealedCookie({
    name: "callas_oidc",
    seconds: BACK_WITHIN_SECONDS,
    // The browser comes back from another site.
    sameSite: "lax",
    schema: Visit,
    seal,
  });
  const atProvider = atOnce(MOST_AT_A_PROVIDER);

  async function asking<T>(provider: IdentityProvider, work: (at: OidcProvider) => Promise<T>): Promise<T> {
    const { id, issuer, clientId } = provider;
    const clientSecret = seal.open(provider.clientSecret, secretPurpose(id));
    try {
      if (clientSecret === null) throw new OidcFailed("its secret cannot be read: enter it again");
      return await atProvider(id, () => work({ id, issuer, clientId, clientSecret }));
    } catch (error) {
      if (!(error instanceof OidcFailed)) throw error;
      log.warn(
        { provider: id, company: provider.company, reason: error.reason },
        "an identity provider signs nobody in",
      );
      throw new Refusal("provider_failed", `The identity provider “${provider.name}” did not sign you in.`);
    }
  }

  return {
    async begin(request, reply, provider, purpose) {
      const { path, url: redirectUri } = callbackOf(publicUrl, provider.id);
      const { url, asked } = await asking(provider, (at) => startOidc(at, redirectUri, { allowPrivate }));
      cookie.set(request, reply, path, { asked, purpose });
      return url;
    },
    take(request, reply, id) {
      const { path } = callbackOf(publicUrl, id);
      const kept = cookie.read(request, path);
      cookie.clear(request, reply, path);
      return kept;
    },
    async claimed(request, id, visit) {
      if (visit === null) throw signInExpired();
      const provider = await reads.provider(id);
      if (provider === null) throw providerGone();
      const query = /\?.*$/s.exec(request.raw.url ?? "")?.[0] ?? "";
      const callback = new URL(callbackOf(publicUrl, id).url + query);
      const claims = await asking(provider, (at) => finishOidc(at, visit.value.asked, callback, { allowPrivate }));
      // It may have changed while the provider was asked; what is written checks it again.
      const now = await reads.provider(id);
      if (now === null || now.issuer !== provider.issuer || now.clientId !== provider.clientId) throw providerGone();
      return { provider: now, claims, visit };
    },
  };
}

export const providerGone = () => new Refusal("provider_unknown", "There is no such identity provider.");
