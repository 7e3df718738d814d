/** One's own name, password and second factors. Each change answers with a session of a new id. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { requireFreshProof } from "../access/fresh-proof.ts";
import { hashOf } from "../access/key-ring.ts";
import { hashPassword } from "../access/passwords.ts";
import type { Person } from "../access/person.ts";
import { hashOfRecoveryCode, newRecoveryCodes } from "../access/recovery-codes.ts";
import { requiresSecondFactor } from "../access/second-factors.ts";
import { afterProof, isByProvider, type Means } from "../access/session.ts";
import { newTotp, totpStep } from "../access/totp.ts";
import { isConfirmed, totpPurpose } from "../access/totp-factor.ts";
import { answers, SessionAnswer } from "../contract/answers.ts";
import { Factors, NewPassword, OwnName, Proof, RecoveryCodes, TotpConfirm, TotpEnrolled } from "../contract/people.ts";
import type { Notice } from "../mail/letters.ts";
import { Refusal } from "../policy/refusal.ts";
import { factorUnknown } from "../settings/own-account.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { App } from "./app-types.ts";
import { checkCredentials, checkPasswordAlone } from "./check-credentials.ts";
import { languageOf } from "./language.ts";
import { ownFactorsChanger } from "./may-change-factors.ts";
import { answerWith, ownSession, successor } from "./open-session.ts";
import { ownPerson } from "./own-person.ts";
import { requireStrong } from "./require-strong.ts";
import { bodyOf, readSmallBodies, SMALL_BODY } from "./small-bodies.ts";

const tags = ["Own account"];
const bodyLimit = SMALL_BODY;
/** The name that authenticator apps show. */
const ISSUER = "Callas";
const Done = z.strictObject({});
/** Who is no person, or no session, is refused by the routes themselves. */
const config = { access: { signedIn: "Everybody keeps their own account" } };

/** Register it in a scope of its own within the one that authenticates. */
export async function ownAccountRoutes(app: App, desk: AccountDesk): Promise<void> {
  readSmallBodies(app);
  nameRoute(app, desk);
  passwordRoutes(app, desk);
  factorRoutes(app, desk);
}

function nameRoute(app: App, desk: AccountDesk): void {
  app.patch(
    "/api/v1/me/account",
    {
      bodyLimit,
      config,
      schema: { tags, summary: "Changes one's own name", body: OwnName, response: answers(SessionAnswer) },
    },
    async (request) => {
      const { name } = bodyOf(request, OwnName);
      const { person, author } = await ownPerson(desk, request);
      await desk.jobs.rename({ author, person: person.id, name });
      return ownSession(desk, request);
    },
  );
}

function passwordRoutes(app: App, desk: AccountDesk): void {
  const { jobs, keys, reads } = desk;

  app.post(
    "/api/v1/session/proof",
    {
      bodyLimit,
      config,
      schema: {
        tags: ["Session"],
        summary: "Proves again who is signed in",
        description: "With the password, and the code of somebody who has an app; with the key in a session of a key.",
        body: Proof,
        response: answers(SessionAnswer),
      },
    },
    async (request, reply) => {
      const body = bodyOf(request, Proof);
      const means = "key" in body ? await ofKey(request, body.key.trim()) : await ofPerson(request, body);
      const { id, opening } = await successor(desk, request, request.principal, { means, proven: true });
      await jobs.openSession(opening);
      return answerWith(desk, request, reply, id);
    },
  );

  async function ofKey({ principal, ip }: FastifyRequest, key: string): Promise<Means> {
    const holder = principal.session && (await reads.session(principal.session.idHash))?.holder;
    const isOwn = holder && "keyHash" in holder && holder.keyHash === hashOf(key);
    if (!isOwn || keys.principalOf(holder.keyHash, ip) === null)
      throw new Refusal("credentials_wrong", "This is not the key of the session.");
    return "key";
  }

  async function ofPerson(
    request: FastifyRequest,
    credentials: Readonly<{ password: string; code?: string | undefined }>,
  ) {
    const { person } = await ownPerson(desk, request);
    const { means } = await checkCredentials(desk, request, person, person.email, credentials);
    const former = request.principal.session && (await reads.session(request.principal.session.idHash));
    return former ? afterProof(former.means, means) : means;
  }

  app.put(
    "/api/v1/me/password",
    {
      bodyLimit,
      config,
      schema: {
        tags,
        summary: "Sets another password and ends one's other sessions",
        body: NewPassword,
        response: answers(SessionAnswer),
      },
    },
    async (request, reply) => {
      const { current, password } = bodyOf(request, NewPassword);
      const { person, author } = await ownPerson(desk, request);
      if (person.password === null) requireFreshProof(request.principal, Date.now());
      else await checkCurrent(request, person, current);
      await requireStrong(desk, password, person, "/password");
      const hash = await hashPassword(password);
      // Without the code of an app, the password is no proof of who has one.
      const proven = !isConfirmed(await reads.totp(person.id));
      const { id, opening } = await successor(desk, request, request.principal, { proven });
      await jobs.setPassword({ author, opening, person: person.id, password: hash });
      tell(desk, request, person, "password_changed");
      return answerWith(desk, request, reply, id);
    },
  );

  /** Of the password alone: the session stands for the second factor. */
  async function checkCurrent(request: FastifyRequest, person: Person, current: string | undefined): Promise<void> {
    if (current === undefined)
      throw new Refusal("malformed", "/current: This field is required.", {
        problems: [{ path: "/current", code: "required", message: "This field is required." }],
      });
    await checkPasswordAlone(desk, request, person, current);
  }
}

function factorRoutes(app: App, desk: AccountDesk): void {
  const { jobs, reads, seal } = desk;

  app.get(
    "/api/v1/me/factors",
    { config, schema: { tags, summary: "How one can sign in", response: answers(Factors) } },
    async (request) => {
      const { person } = await ownPerson(desk, request);
      const confirmedAt = (await reads.totp(person.id))?.confirmedAt ?? null;
      return {
        password: person.password !== null,
        totp: confirmedAt === null ? null : { confirmedAt },
        recoveryCodes: await reads.recoveryCodes(person.id),
        passkeys: await reads.passkeys(person.id),
        required: requiresSecondFactor(await reads.security(), person),
      } satisfies Factors;
    },
  );

  app.put(
    "/api/v1/me/totp",
    {
      bodyLimit,
      config,
      schema: {
        tags,
        summary: "Makes the secret of an authenticator app",
        description: "It is a second factor once it is confirmed with a code.",
        response: answers(TotpEnrolled),
      },
    },
    async (request) => {
      const { person } = await ownFactorsChanger(desk, request);
      const { secret, uri } = newTotp(person.email, ISSUER);
      const sealed = seal.seal(secret, totpPurpose(person.id));
      if (!(await jobs.enrolTotp({ person: person.id, secret: sealed, confirmedAt: null })))
        throw new Refusal("factor_exists", "You have an authenticator app already: remove it first.");
      return { secret, uri };
    },
  );

  app.post(
    "/api/v1/me/totp",
    {
      bodyLimit,
      config,
      schema: {
        tags,
        summary: "Confirms the authenticator app with its code, and makes recovery codes",
        body: TotpConfirm,
        response: answers(RecoveryCodes),
      },
    },
    async (request, reply) => {
      const { code } = bodyOf(request, TotpConfirm);
      const { person, author } = await ownFactorsChanger(desk, request);
      const factor = await reads.totp(person.id);
      const secret = factor && factor.confirmedAt === null && seal.open(factor.secret, totpPurpose(person.id));
      if (!factor || !secret) throw factorUnknown();
      const step = totpStep(secret, code, Date.now());
      if (step === null) throw new Refusal("credentials_wrong", "This is not the code of the app; check its clock.");
      const codes = newRecoveryCodes();
      const { id, opening } = await successor(desk, request, request.principal, {
        means: await withApp(reads, request),
        proven: false,
      });
      const hashes = codes.map(hashOfRecoveryCode);
      await jobs.confirmTotp({ author, opening, factor, step, hashes });
      tell(desk, request, person, "totp_added");
      await answerWith(desk, request, reply, id);
      return { recoveryCodes: codes };
    },
  );

  app.delete(
    "/api/v1/me/totp",
    {
      config,
      schema: { tags, summary: "Removes the authenticator app and the recovery codes", response: answers(Done) },
    },
    async (request, reply) => {
      const { person, author } = await ownFactorsChanger(desk, request);
      const { id, opening } = await successor(desk, request, request.principal, {
        means: await withoutApp(reads, request),
        proven: false,
      });
      await jobs.removeTotp({ author, opening, person: person.id });
      tell(desk, request, person, "totp_removed");
      await answerWith(desk, request, reply, id);
      return {};
    },
  );

  app.post(
    "/api/v1/me/recovery-codes",
    {
      bodyLimit,
      config,
      schema: {
        tags,
        summary: "Makes new recovery codes; the earlier ones are no longer good",
        response: answers(RecoveryCodes),
      },
    },
    async (request, reply) => {
      const { person, author } = await ownFactorsChanger(desk, request);
      if (!isConfirmed(await reads.totp(person.id))) throw factorUnknown();
      const codes = newRecoveryCodes();
      const { id, opening } = await successor(desk, request, request.principal, { proven: false });
      await jobs.renewRecoveryCodes({ author, opening, person: person.id, hashes: codes.map(hashOfRecoveryCode) });
      tell(desk, request, person, "recovery_codes_renewed");
      await answerWith(desk, request, reply, id);
      return { recoveryCodes: codes };
    },
  );
}

/** What a session counts as once the person has shown the code of their new app. */
async function withApp(reads: AccountDesk["reads"], { principal }: FastifyRequest): Promise<Means> {
  const former = principal.session && (await reads.session(principal.session.idHash));
  return former && isByProvider(former.means) ? "oidc+totp" : "password+totp";
}

/** A session that began with another factor keeps it. */
async function withoutApp(reads: AccountDesk["reads"], { principal }: FastifyRequest): Promise<Means> {
  const former = principal.session && (await reads.session(principal.session.idHash));
  if (former?.means === "passkey" || former?.means === "oidc+mfa") return former.means;
  return former && isByProvider(former.means) ? "oidc" : "password";
}

/** Tells the person by mail, and the log. */
export function tell({ postman, events }: AccountDesk, request: FastifyRequest, person: Person, notice: Notice): void {
  const event = notice === "password_changed" ? notice : "factors_changed";
  events.record(event, { by: person.name, address: request.ip });
  const to = { name: person.name, address: person.email };
  postman.sendNotice(notice, languageOf(request), to, { at: new Date().toISOString(), address: request.ip });
}
