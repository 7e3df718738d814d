/** Signing in at an identity provider: OpenID Connect Core 1.0, by the authorization code with PKCE (RFC 7636). */
import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import * as client from "openid-client";
import { z } from "zod";
import { fetchOutward } from "../outward/fetch-outward.ts";
import { OidcFailed, reasonOf } from "./oidc-failed.ts";

export type OidcProvider = Readonly<{
  id: string;
  /** https:, or http: on this machine where private addresses are allowed. Exactly as the provider calls itself. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}>;

/** What the answer is compared with. It is kept between the two steps, for one answer, and nobody else may see it. */
export type AskedOidc = Readonly<{
  /** The provider's id. */
  provider: string;
  redirectUri: string;
  state: string;
  nonce: string;
  codeVerifier: string;
}>;

/** Who signed in, by the provider's word alone. A person is known by provider and subject, never by e-mail alone. */
export type OidcIdentity = Readonly<{
  subject: string;
  /** In lower case; null if there is none, or none that mail could be sent to. */
  email: string | null;
  /** Null where the provider does not say, as some never do. */
  emailVerified: boolean | null;
  name: string | null;
  /** Authentication methods (RFC 8176), such as `mfa`. */
  amr: readonly string[];
}>;

/** `allowPrivate`: whether providers may have private addresses, as inside a company's own network. */
export type OidcOptions = Readonly<{ allowPrivate: boolean }>;

const MOST_ANSWER_BYTES = 256 * 1024;

const TIMEOUT_SECONDS = 5;

const DISCOVERY_KEPT_MS = 60 * 60_000;

/** What providers say of themselves, by everything that they are asked with. What fails is not kept. */
const configurations = new LRUCache<string, client.Configuration, Readonly<{ provider: OidcProvider } & OidcOptions>>({
  max: 200,
  ttl: DISCOVERY_KEPT_MS,
  fetchMethod: (_key, _stale, { context }) => discover(context.provider, context),
});

/**
 * @param redirectUri of this provider alone, at the configured address of the page
 * @returns the provider's page for the browser to go to, and what {@link finishOidc} needs
 * @throws OidcFailed
 */
export async function startOidc(
  provider: OidcProvider,
  redirectUri: string,
  options: OidcOptions,
): Promise<Readonly<{ url: string; asked: AskedOidc }>> {
  return reporting(async () => {
    const configuration = await configurationOf(provider, options);
    const asked: AskedOidc = {
      provider: provider.id,
      redirectUri,
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: "openid email profile",
      state: asked.state,
      nonce: asked.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(asked.codeVerifier),
      code_challenge_method: "S256",
    });
    return { url: url.href, asked };
  });
}

/**
 * Checks everything that Core 3.1.2.7 and 3.1.3.7 ask for, and the ID token's signature although it came over TLS.
 *
 * @param asked of the sign-in that this browser began; the caller uses it up
 * @param callback the redirect URI with the parameters that the browser came back with
 * @throws OidcFailed
 */
export async function finishOidc(
  provider: OidcProvider,
  asked: AskedOidc,
  callback: URL,
  options: OidcOptions,
): Promise<OidcIdentity> {
  // Without RFC 9207 this is what keeps the answer of one provider from being taken for another's (RFC 9700, 4.4).
  if (asked.provider !== provider.id || `${callback.origin}${callback.pathname}` !== asked.redirectUri)
    throw new OidcFailed("the answer belongs to a sign-in at another provider");
  return reporting(async () => {
    const configuration = await configurationOf(provider, options);
    const tokens = await client.authorizationCodeGrant(configuration, callback, {
      expectedState: asked.state,
      expectedNonce: asked.nonce,
      pkceCodeVerifier: asked.codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims()!;
    const { sub, amr } = Subject.parse(claims);
    const about = await profileOf(configuration, tokens.access_token, claims);
    return { subject: sub, ...about, amr };
  });
}

/** Core, 2: at most 255 ASCII characters, compared exactly. */
const Subject = z.object({
  sub: z.string().regex(/^[\x20-\x7e]{1,255}$/),
  amr: z.array(z.string().max(100)).max(20).catch([]),
});

/** Core, 5.1. */
const Profile = z
  .object({
    email: z.email().max(254).toLowerCase().nullable().catch(null),
    email_verified: z.boolean().nullable().default(null).catch(false),
    name: z.string().trim().min(1).max(200).nullable().catch(null),
  })
  .transform(({ email, email_verified, name }) => ({
    email,
    emailVerified: email === null ? null : email_verified,
    name,
  }));

/** From the ID token if it has the e-mail address, otherwise from the UserInfo endpoint if there is one (Core, 5.3). */
async function profileOf(configuration: client.Configuration, accessToken: string, claims: client.IDToken) {
  if (claims["email"] !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined)
    return Profile.parse(claims);
  return Profile.parse(await client.fetchUserInfo(configuration, accessToken, claims.sub));
}

async function configurationOf(provider: OidcProvider, options: OidcOptions): Promise<client.Configuration> {
  const { issuer, clientId, clientSecret } = provider;
  const key = hash("sha256", JSON.stringify([issuer, clientId, clientSecret, options.allowPrivate]));
  const configuration = await configurations.forceFetch(key, { context: { provider, ...options } });
  return configuration;
}

async function discover(provider: OidcProvider, { allowPrivate }: OidcOptions): Promise<client.Configuration> {
  const issuer = new URL(provider.issuer);
  const insecure = allowPrivate && issuer.protocol === "http:" && isThisMachine(issuer.hostname);
  const configuration = await client.discovery(
    issuer,
    provider.clientId,
    provider.clientSecret,
    authenticate(provider.clientSecret),
    {
      execute: [client.enableNonRepudiationChecks, ...(insecure ? [client.allowInsecureRequests] : [])],
      [client.customFetch]: boundedFetch(allowPrivate),
      timeout: TIMEOUT_SECONDS,
    },
  );
  const metadata = configuration.serverMetadata();
  // The library makes exceptions for Microsoft, whose shared issuers speak for every tenant that anybody founds.
  if (new URL(metadata.issuer).href !== issuer.href) throw new OidcFailed("its metadata is that of another issuer");
  return configuration;
}

/** By the header if the provider takes it, which is the default (Discovery 1.0, 3), otherwise in the body. */
function authenticate(secret: string): client.ClientAuth {
  const basic = client.ClientSecretBasic(secret);
  const post = client.ClientSecretPost(secret);
  return (server, about, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return (methods.includes("client_secret_basic") ? basic : post)(server, about, body, headers);
  };
}

function boundedFetch(allowPrivate: boolean): client.CustomFetch {
  return (url, { method, headers, body }) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== "https:" && !isThisMachine(hostname))
      throw new OidcFailed("its metadata names an address without TLS");
    return fetchOutward(url, {
      method,
      headers,
      body: body instanceof URLSearchParams ? body.toString() : undefined,
      allowPrivate,
      maxBytes: MOST_ANSWER_BYTES,
      timeoutMs: TIMEOUT_SECONDS * 1000,
    });
  };
}

const isThisMachine = (hostname: string) => ["localhost", "127.0.0.1", "[::1]"].includes(hostname);

async function reporting<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof OidcFailed ? error : new OidcFailed(reasonOf(error));
  }
}
