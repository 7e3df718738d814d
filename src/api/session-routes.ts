/** Signing in to the page with a key, and signing out. Other ways of signing in will set the same cookie. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { hashOf, type KeyRing } from "../access/key-ring.ts";
import { may, permissionsOf } from "../access/permission.ts";
import type { Sessions, SignedIn } from "../access/sessions.ts";
import { answers, SessionAnswer } from "../contract/answers.ts";
import { parse, parseJson } from "../http/malformed.ts";
import type { SecurityEvents } from "../http/security-events.ts";
import { Refusal, type RefusalCode } from "../policy/refusal.ts";
import type { App, Hook } from "./app-types.ts";
import { requireOwnPage } from "./authenticate.ts";
import { clearSessionCookie, readSessionCookie, setSessionCookie } from "./session-cookie.ts";

const url = "/api/v1/session";
const tags = ["Session"];
const security: [] = [];
const SignIn = z.strictObject({ key: z.string().min(1).max(500) });

/** Anyone may send this body; it contains little more than a key. */
/** What counts as a wrong key. */
const WRONG_KEY: ReadonlySet<RefusalCode> = new Set(["key_required", "malformed"]);

const BODY_LIMIT = 16 * 1024;

export type SessionOptions = Readonly<{
  keys: KeyRing;
  sessions: Sessions;
  countWrongKey: Hook;
  events: SecurityEvents;
}>;

/** Register it in its own scope, because it reads bodies itself: any malformed body counts as a wrong key. */
export async function sessionRoutes(app: App, options: SessionOptions): Promise<void> {
  const { keys, sessions, countWrongKey, events } = options;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.setValidatorCompiler(() => () => true);

  app.post(
    url,
    {
      bodyLimit: BODY_LIMIT,
      onRequest: async (request) => requireOwnPage(request),
      schema: {
        tags,
        security,
        summary: "Signs in with an operator's or an admin's key and sets a cookie",
        body: SignIn,
        response: answers(SessionAnswer),
      },
    },
    async (request, reply) => {
      try {
        const key = readKey(request);
        const principal = keys.principalOf(hashOf(key));
        if (!principal) throw keyRefused();
        if (!may(principal, "outgoing-numbers.read"))
          throw new Refusal("forbidden", "This key may not sign in to the page.");
        const opened = await sessions.open(key);
        // The key was revoked in the meantime.
        if (!opened) throw keyRefused();
        setSessionCookie(request, reply, opened.id);
        events.record("signed_in", { by: principal.name, address: request.ip });
        return shown(opened);
      } catch (error) {
        if (error instanceof Refusal && WRONG_KEY.has(error.code)) await countWrongKey(request, reply);
        throw error;
      }
    },
  );

  app.get(
    url,
    { schema: { tags, security, summary: "Who is signed in", response: answers(SessionAnswer) } },
    async (request) => {
      const id = readSessionCookie(request);
      const signedIn = id === undefined ? null : sessions.find(id);
      if (!signedIn) throw new Refusal("key_required", "Nobody is signed in.");
      return shown(signedIn);
    },
  );

  app.delete(
    url,
    {
      onRequest: async (request) => requireOwnPage(request),
      schema: { tags, security, summary: "Signs out", response: answers(z.strictObject({})) },
    },
    async (request, reply) => {
      const id = readSessionCookie(request);
      if (id !== undefined && sessions.find(id)) {
        await sessions.close(id);
        events.record("signed_out", { address: request.ip });
      }
      clearSessionCookie(request, reply);
      return {};
    },
  );
}

const keyRefused = () => new Refusal("key_required", "This key is not valid.");

function readKey({ body }: FastifyRequest): string {
  return parse(SignIn, parseJson(typeof body === "string" ? body : "")).key.trim();
}

function shown({ person, principal, expiresAt }: SignedIn) {
  const { name, role, companies } = principal;
  return {
    person,
    name,
    role,
    companies: companies && [...companies].sort(),
    permissions: permissionsOf(principal),
    expiresAt,
  };
}
