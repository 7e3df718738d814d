/** Signing in at a company's identity provider. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { domainOf, type Identity, type IdentityProvider } from "../access/identity-provider.ts";
import { hashOf } from "../access/key-ring.ts";
import type { OidcIdentity } from "../access/oidc.ts";
import type { Person } from "../access/person.ts";
import { requiresSecondFactor } from "../access/second-factors.ts";
import type { Means } from "../access/session.ts";
import { isConfirmed } from "../access/totp-factor.ts";
import { answers, SessionAnswer } from "../contract/answers.ts";
import { OfferedFor, OidcCode, OidcStarted, ProvidersOffered, StartOidc } from "../contract/factors.ts";
import { parse } from "../http/malformed.ts";
import type { RefusalCode } from "../policy/refusal.ts";
import { linkUsed } from "../settings/own-account.ts";
import { mayBind, maySignIn, notInvited, signInExpired, vouchedEmail } from "../settings/identities.ts";
import type { Opening } from "../store/accounts.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { App, Hook } from "./app-types.ts";
import { requireOwnPage } from "./authenticate.ts";
import { requireSecondFactor } from "./check-credentials.ts";
import { countingWrong } from "./count-wrong.ts";
import { passkeyRequired } from "./may-change-factors.ts";
import { answerWith, beginning, successor } from "./open-session.ts";
import { tell } from "./own-account-routes.ts";
import { providerGone, type ProviderVisits } from "./provider-visits.ts";
import { sealedCookie } from "./sealed-cookie.ts";
import { bodyOf, readSmallBodies, SMALL_BODY } from "./small-bodies.ts";

const tags = ["Identity providers"];
const security: [] = [];
const bodyLimit = SMALL_BODY;
const open = { access: { open: "Here people sign in" } };

const CODE = "/api/v1/session/oidc/code";

/** The time for the second factor after it. */
const CODE_WITHIN_SECONDS = 5 * 60;

/** Who has signed in at a provider, and still has to show their second factor here. */
const Half = z.strictObject({
  provider: z.string(),
  subject: z.string(),
  /** The hash of the state of this sign-in. */
  hash: z.string(),
});

type Back = Awaited<ReturnType<ProviderVisits["claimed"]>>;

/** What counts like a wrong key. */
const WRONG: ReadonlySet<RefusalCode> = new Set([
  "malformed",
  "link_used",
  "not_invited",
  "provider_unknown",
  "provider_failed",
  "sign_in_expired",
]);

/** Register it in a scope of its own, because it reads bodies itself. */
export async function oidcSignInRoutes(
  app: App,
  desk: AccountDesk,
  visits: ProviderVisits,
  countWrongKey: Hook,
): Promise<void> {
  const { reads, jobs, seal, events, site, explainError } = desk;
  readSmallBodies(app);
  app.addHook("onRequest", async (request) => requireOwnPage(request));
  const halfCookie = sealedCookie({
    name: "callas_oidc_half",
    seconds: CODE_WITHIN_SECONDS,
    sameSite: "strict",
    schema: Half,
    seal,
  });
  const counting = countingWrong(countWrongKey, WRONG);

  app.get(
    "/api/v1/session/providers",
    {
      config: open,
      schema: {
        tags,
        security,
        summary: "The identity providers of a company, or of the domain of an e-mail address",
        description: "It tells nothing about whether there is such a person.",
        querystring: OfferedFor,
        response: answers(ProvidersOffered),
      },
    },
    async (request) => {
      const { company, email } = parse(OfferedFor, { ...(request.query as object) }, "/querystring");
      const ofCompany = company === undefined ? [] : await reads.providersOf(company);
      const ofDomain = email?.includes("@") ? await reads.providersFor(domainOf(email.trim().toLowerCase())) : [];
      const named = [...ofCompany, ...ofDomain].map(({ id, name }) => [id, { id, name }] as const);
      return { providers: [...new Map(named).values()], passkeys: site !== null } satisfies ProvidersOffered;
    },
  );

  app.post(
    "/api/v1/session/oidc",
    {
      bodyLimit,
      config: open,
      schema: {
        tags,
        security,
        summary: "Begins to sign in at an identity provider",
        description:
          "The browser goes to `url` and comes back to this service, which sends it on to `/`, signed in, or to " +
          "`/?signIn=CODE`.",
        body: StartOidc,
        response: answers(OidcStarted),
      },
    },
    (request, reply) =>
      counting(request, reply, async () => {
        const { provider: id, link } = bodyOf(request, StartOidc);
        const provider = await reads.provider(id);
        if (provider === null) throw providerGone();
        const hash = link === undefined ? null : hashOf(link);
        if (hash !== null) await invited(provider, hash);
        return { url: await visits.begin(request, reply, provider, { link: hash }) };
      }),
  );

  app.get(
    "/api/v1/session/oidc/:provider/callback",
    {
      config: open,
      schema: {
        tags,
        security,
        summary: "Where an identity provider sends the browser back to",
        params: z.object({ provider: z.string() }),
        response: { 302: z.string() },
      },
    },
    async (request, reply) => {
      const { provider: id } = request.params;
      const visit = visits.take(request, reply, id);
      const connects = visit !== null && "person" in visit.value.purpose;
      try {
        const to = await counting(request, reply, async () => {
          const back = await visits.claimed(request, id, visit);
          return connects ? connect(request, reply, back) : signIn(request, reply, back);
        });
        return reply.redirect(to);
      } catch (error) {
        if (!connects) events.record("sign_in_refused", { address: request.ip });
        return reply.redirect(`${connects ? "/account?connect" : "/?signIn"}=${explainError(error).code}`);
      }
    },
  );

  app.post(
    CODE,
    {
      bodyLimit,
      config: open,
      schema: {
        tags,
        security,
        summary: "The code of somebody who has signed in at an identity provider and needs a second factor here",
        body: OidcCode,
        response: answers(SessionAnswer),
      },
    },
    async (request, reply) => {
      const { code } = bodyOf(request, OidcCode);
      const half = halfCookie.read(request, CODE);
      const identity = half && (await reads.identity(half.value.provider, half.value.subject));
      const provider = identity && (await reads.provider(identity.provider));
      const person = identity && (await reads.person(identity.person));
      if (!half || !provider || !person || !maySignIn(provider, person)) throw signInExpired();
      const shown = await requireSecondFactor(desk, request, person, code);
      const means: Means = shown === "password+recovery-code" ? "oidc+recovery-code" : "oidc+totp";
      const { id, opening } = beginning(desk, request, { person: person.id }, means);
      const answered = { hash: half.value.hash, expiresAt: half.expiresAt };
      halfCookie.clear(request, reply, CODE);
      if (!(await jobs.signInWithIdentity({ answered, identity, opening }))) throw signInExpired();
      const answer = await answerWith(desk, request, reply, id);
      events.record("signed_in", { by: person.name, address: request.ip });
      return answer;
    },
  );

  /** @returns where the browser is sent on to */
  async function signIn(
    request: FastifyRequest,
    reply: FastifyReply,
    { provider, claims, visit }: Back,
  ): Promise<string> {
    const { asked, purpose } = visit.value;
    if (!("link" in purpose)) throw signInExpired();
    const { person, by } = await whose(provider, claims, purpose.link);
    const next = await nextFor(provider, person, claims);
    const half = next === "code";
    const begun = half ? null : beginning(desk, request, { person: person.id }, next);
    const answered = { hash: hashOf(asked.state), expiresAt: visit.expiresAt };
    const identity = { provider: provider.id, subject: claims.subject, person: person.id };
    await enter(request, { person, identity, by, answered, opening: begun?.opening ?? null });
    if (begun) await answerWith(desk, request, reply, begun.id);
    else halfCookie.set(request, reply, CODE, { provider: provider.id, subject: claims.subject, hash: answered.hash });
    if (!half) events.record("signed_in", { by: person.name, address: request.ip });
    return half ? "/?signIn=second_factor_required" : "/";
  }

  /**
   * The browser does not send the cookie of the session, because another site sends it here: the visit names the
   * session, which has to be there still.
   * @returns where the browser is sent on to
   */
  async function connect(
    request: FastifyRequest,
    reply: FastifyReply,
    { provider, claims, visit }: Back,
  ): Promise<string> {
    const { purpose } = visit.value;
    const session = "session" in purpose ? await reads.session(purpose.session) : null;
    const person = "person" in purpose ? await reads.person(purpose.person) : null;
    if (session === null || person === null || Date.parse(session.expiresAt) <= Date.now()) throw signInExpired();
    const { id, opening } = await successor(desk, request, { session }, { proven: false });
    const author = { kind: "person", id: person.id, name: person.name, address: request.ip } as const;
    const createdAt = new Date().toISOString();
    const identity = { provider: provider.id, subject: claims.subject, person: person.id, createdAt };
    await jobs.connectIdentity({ author, opening, identity });
    tell(desk, request, person, "identity_added");
    await answerWith(desk, request, reply, id);
    return "/account";
  }

  type By = Readonly<{ link: string }> | Readonly<{ email: string }> | "bound";

  /**
   * The person to whom an identity belongs. It is known by provider and subject; a new one is bound to whoever was
   * invited with this link, or to the person of the company who has the e-mail address that the provider vouches for.
   * @throws Refusal `not_invited`, `link_used`
   */
  async function whose(
    provider: IdentityProvider,
    claimed: OidcIdentity,
    link: string | null,
  ): Promise<Readonly<{ person: Person; by: By }>> {
    const bound = await reads.identity(provider.id, claimed.subject);
    if (bound !== null) {
      const person = await reads.person(bound.person);
      if (person === null || !maySignIn(provider, person)) throw notInvited();
      // Somebody else's invitation would be lost on them.
      if (link !== null && (await reads.link(link))?.person !== person.id) throw notInvited();
      return { person, by: "bound" };
    }
    if (link !== null) return { person: await invited(provider, link), by: { link } };
    const email = vouchedEmail(provider, claimed);
    const person = email === null ? null : await reads.personByEmail(email);
    if (email === null || person === null || !mayBind(provider, person)) throw notInvited();
    return { person, by: { email } };
  }

  /** @throws Refusal `link_used`, `not_invited` */
  async function invited(provider: IdentityProvider, hash: string): Promise<Person> {
    const link = await reads.link(hash);
    const person = link?.person != null ? await reads.person(link.person) : null;
    if (link?.kind !== "invitation" || person === null || Date.parse(link.expiresAt) <= Date.now()) throw linkUsed();
    if (!mayBind(provider, person)) throw notInvited();
    return person;
  }

  /**
   * @returns what the sign-in counts as, or `code` if a code has to come first
   * @throws Refusal `passkey_required`
   */
  async function nextFor(
    { trustsFactor }: IdentityProvider,
    person: Person,
    { amr }: OidcIdentity,
  ): Promise<Means | "code"> {
    if (trustsFactor || amr.includes("mfa")) return "oidc+mfa";
    if (!requiresSecondFactor(await reads.security(), person)) return "oidc";
    if (isConfirmed(await reads.totp(person.id))) return "code";
    if ((await reads.passkeys(person.id)) > 0) throw passkeyRequired();
    return "oidc";
  }

  async function enter(
    request: FastifyRequest,
    asked: Readonly<{
      person: Person;
      identity: Omit<Identity, "createdAt">;
      by: By;
      answered: Readonly<{ hash: string; expiresAt: string }>;
      opening: Opening | null;
    }>,
  ): Promise<void> {
    const { person, by, answered, opening } = asked;
    const identity = { ...asked.identity, createdAt: new Date().toISOString() };
    if (by !== "bound") {
      const author = { kind: "person", id: person.id, name: person.name, address: request.ip } as const;
      await jobs.bindIdentity({ author, identity, by, answered, opening });
      tell(desk, request, person, "identity_added");
    } else if (opening !== null && !(await jobs.signInWithIdentity({ answered, identity, opening })))
      throw signInExpired();
  }
}
