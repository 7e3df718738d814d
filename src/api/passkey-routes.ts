/** Passkeys: signing in with one, proving who is signed in, and one's own. */
import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { hashOf } from "../access/key-ring.ts";
import { askToSignIn } from "../access/passkeys.ts";
import type { Person } from "../access/person.ts";
import { isByProvider, type Means } from "../access/session.ts";
import type { Site } from "../access/site.ts";
import type { StoredPasskey } from "../access/stored-passkey.ts";
import { answers, SessionAnswer } from "../contract/answers.ts";
import {
  NewPasskey,
  OwnPasskeys,
  PasskeyAnswer,
  PasskeyCreation,
  PasskeyName,
  PasskeyRequest,
  PasskeyShown,
} from "../contract/factors.ts";
import { Refusal, type RefusalCode } from "../policy/refusal.ts";
import { factorUnknown } from "../settings/own-account.ts";
import { signInExpired } from "../settings/identities.ts";
import type { Opening } from "../store/accounts.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { App, Hook } from "./app-types.ts";
import { requireOwnPage } from "./authenticate.ts";
import { countingWrong } from "./count-wrong.ts";
import { ownFactorsChanger } from "./may-change-factors.ts";
import { answerWith, beginning, signInRecord, successor } from "./open-session.ts";
import { tell } from "./own-account-routes.ts";
import { ownPerson } from "./own-person.ts";
import { sealedCookie, type Kept, type SealedCookie } from "./sealed-cookie.ts";
import { bodyOf, readSmallBodies, SMALL_BODY } from "./small-bodies.ts";

/** The challenge of a question; `person`: whom a new passkey is for. */
const Asked = z.strictObject({ challenge: z.string(), person: z.string().nullable() });
type Asked = z.infer<typeof Asked>;

/** As long as browsers wait for their person. */
const ANSWERED_WITHIN_SECONDS = 5 * 60;

const SESSION = "/api/v1/session";
const OWN = "/api/v1/me/passkeys";
const tags = ["Passkeys"];
const security: [] = [];
const bodyLimit = SMALL_BODY;
const open = { access: { open: "Here people sign in" } };
const signedIn = { access: { signedIn: "It concerns nothing but the caller's own account" } };

/** What counts like a wrong key. */
const WRONG: ReadonlySet<RefusalCode> = new Set(["credentials_wrong", "malformed"]);

const challengeCookie = ({ seal }: AccountDesk): SealedCookie<Asked> =>
  sealedCookie({
    name: "callas_challenge",
    seconds: ANSWERED_WITHIN_SECONDS,
    sameSite: "strict",
    schema: Asked,
    seal,
  });

/** Register it in a scope of its own, because it reads bodies itself. */
export async function passkeySignInRoutes(app: App, desk: AccountDesk, countWrongKey: Hook): Promise<void> {
  readSmallBodies(app);
  app.addHook("onRequest", async (request) => requireOwnPage(request));
  const counting = countingWrong(countWrongKey, WRONG);
  const cookie = challengeCookie(desk);

  app.post(
    `${SESSION}/passkey/options`,
    {
      bodyLimit,
      config: open,
      schema: {
        tags,
        security,
        summary: "The question that a passkey of this browser answers, to sign in or as a fresh proof",
        description: "One answer is taken, within five minutes, from the browser that asked.",
        response: answers(PasskeyRequest),
      },
    },
    async (request, reply) => {
      const options = askToSignIn(siteFor(desk));
      cookie.set(request, reply, SESSION, { challenge: options.challenge, person: null });
      return options;
    },
  );

  app.post(
    `${SESSION}/passkey`,
    {
      bodyLimit,
      config: open,
      schema: {
        tags,
        security,
        summary: "Signs in with a passkey, which is both factors in one",
        body: PasskeyAnswer,
        response: answers(SessionAnswer),
      },
    },
    (request, reply) =>
      counting(request, reply, async () => {
        const response = bodyOf(request, PasskeyAnswer);
        const asked = takeChallenge(cookie, request, reply, SESSION, null);
        const passkey = await desk.reads.passkey(response.id);
        const person = passkey && (await desk.reads.person(passkey.person));
        if (!passkey || person?.disabledAt !== null) throw passkeyWrong();
        const { id, opening } = beginning(desk, request, { person: person.id }, "passkey");
        await signIn(desk, request, { asked, response, passkey, opening });
        const answer = await answerWith(desk, request, reply, id);
        desk.events.record("signed_in", { by: person.name, address: request.ip });
        return answer;
      }),
  );
}

/** Register it in a scope of its own within the one that authenticates. */
export async function ownPasskeyRoutes(app: App, desk: AccountDesk): Promise<void> {
  readSmallBodies(app);
  const cookie = challengeCookie(desk);
  const { jobs, reads, site } = desk;

  app.post(
    `${SESSION}/proof/passkey`,
    {
      bodyLimit,
      config: signedIn,
      schema: {
        tags,
        summary: "Proves with a passkey who is signed in",
        description: `It answers the question of ${SESSION}/passkey/options.`,
        body: PasskeyAnswer,
        response: answers(SessionAnswer),
      },
    },
    async (request, reply) => {
      const response = bodyOf(request, PasskeyAnswer);
      const { person } = await ownPerson(desk, request);
      const asked = takeChallenge(cookie, request, reply, SESSION, null);
      const passkey = await reads.passkey(response.id);
      if (passkey?.person !== person.id) throw passkeyWrong();
      const { id, opening } = await successor(desk, request, request.principal, { means: "passkey", proven: true });
      await signIn(desk, request, { asked, response, passkey, opening });
      return answerWith(desk, request, reply, id);
    },
  );

  app.get(
    OWN,
    {
      config: signedIn,
      schema: { tags, summary: "One's own passkeys, in the order of their creation", response: answers(OwnPasskeys) },
    },
    async (request) => {
      const { person } = await ownPerson(desk, request);
      const items = (await reads.passkeysOf(person.id)).map(shownPasskey);
      return { offered: site !== null, items } satisfies OwnPasskeys;
    },
  );

  app.post(
    `${OWN}/options`,
    {
      bodyLimit,
      config: signedIn,
      schema: {
        tags,
        summary: "The question to which a browser answers with a new passkey",
        description: "One answer is taken, within five minutes, from the browser that asked.",
        response: answers(PasskeyCreation),
      },
    },
    async (request, reply) => {
      const { person } = await ownFactorsChanger(desk, request);
      const { id, email, name } = person;
      const options = await jobs.askForPasskey({ site: siteFor(desk), person: { id, email, name } });
      cookie.set(request, reply, OWN, { challenge: options.challenge, person: id });
      return options;
    },
  );

  app.post(
    OWN,
    {
      bodyLimit,
      config: signedIn,
      schema: { tags, summary: "Adds a passkey", body: NewPasskey, response: answers(PasskeyShown) },
    },
    async (request, reply) => {
      const { name, response } = bodyOf(request, NewPasskey);
      const { person, author } = await ownFactorsChanger(desk, request);
      const asked = takeChallenge(cookie, request, reply, OWN, person.id);
      const { id, opening } = await successor(desk, request, request.principal, {
        means: await withNewPasskey(request),
        proven: false,
      });
      const added = await jobs.addPasskey({
        ...answerTo(siteFor(desk), asked, response),
        author,
        opening,
        person: person.id,
        name,
      });
      tell(desk, request, person, "passkey_added");
      await answerWith(desk, request, reply, id);
      return shownPasskey(added);
    },
  );

  const params = z.object({ id: z.string() });

  app.patch(
    `${OWN}/:id`,
    {
      bodyLimit,
      config: signedIn,
      schema: { tags, summary: "Renames a passkey", params, body: PasskeyName, response: answers(PasskeyShown) },
    },
    async (request) => {
      const { name } = bodyOf(request, PasskeyName);
      const { person, author } = await ownFactorsChanger(desk, request);
      return shownPasskey(
        await jobs.renamePasskey({ author, person: person.id, id: await namedIn(request, person), name }),
      );
    },
  );

  app.delete(
    `${OWN}/:id`,
    { config: signedIn, schema: { tags, summary: "Removes a passkey", params, response: answers(z.strictObject({})) } },
    async (request, reply) => {
      const { person, author } = await ownFactorsChanger(desk, request);
      const { id, opening } = await successor(desk, request, request.principal, { proven: false });
      await jobs.removePasskey({ author, opening, person: person.id, id: await namedIn(request, person) });
      tell(desk, request, person, "passkey_removed");
      await answerWith(desk, request, reply, id);
      return {};
    },
  );

  /** Whoever has just made a passkey has shown it. */
  async function withNewPasskey({ principal }: FastifyRequest): Promise<Means> {
    const former = principal.session && (await reads.session(principal.session.idHash));
    return former && isByProvider(former.means) ? "oidc+mfa" : "passkey";
  }

  /** @throws Refusal `factor_unknown` */
  async function namedIn({ params }: FastifyRequest, person: Person): Promise<string> {
    const { id } = params as { id: string };
    const named = (await reads.passkeysOf(person.id)).find((passkey) => shownId(passkey.id) === id);
    if (!named) throw factorUnknown();
    return named.id;
  }
}

/** @throws Refusal `credentials_wrong` */
async function signIn(
  desk: AccountDesk,
  request: FastifyRequest,
  by: Readonly<{ asked: Kept<Asked>; response: unknown; passkey: StoredPasskey; opening: Opening }>,
): Promise<void> {
  const { asked, response, passkey, opening } = by;
  const answer = answerTo(siteFor(desk), asked, response);
  if (await desk.jobs.signInWithPasskey({ ...answer, passkey: passkey.id, opening })) return;
  const refused = signInRecord(desk, request, passkey.person, "passkey", "refused");
  void desk.jobs.noteRefusal(refused).catch(() => {});
  throw passkeyWrong();
}

/** Every answer, good or not, ends the question in this browser. */
function takeChallenge(
  cookie: SealedCookie<Asked>,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  person: string | null,
): Kept<Asked> {
  const asked = cookie.read(request, path);
  cookie.clear(request, reply, path);
  if (asked === null || asked.value.person !== person) throw signInExpired();
  return asked;
}

const answerTo = (site: Site, { value: { challenge }, expiresAt }: Kept<Asked>, response: unknown) => ({
  site,
  challenge,
  answered: { hash: hashOf(challenge), expiresAt },
  response,
});

/** @throws Refusal `passkeys_not_offered` */
function siteFor({ site }: AccountDesk): Site {
  if (site !== null) return site;
  throw new Refusal("passkeys_not_offered", "Browsers have passkeys only at addresses with HTTPS and a name.");
}

const passkeyWrong = () => new Refusal("credentials_wrong", "This passkey does not sign anybody in.");

function shownPasskey({ id, name, backedUp, createdAt, usedAt }: StoredPasskey): PasskeyShown {
  return { id: shownId(id), name, backedUp, createdAt, usedAt };
}

/** The ids of authenticators may be too long for an address. */
const shownId = (id: string) => hash("sha256", id, "base64url").slice(0, 22);
