/** Signing in to the page with a key or with a password, and signing out. */
import { z } from "zod";
import { hashOf } from "../access/key-ring.ts";
import { may } from "../access/permission.ts";
import { answers, SessionAnswer } from "../contract/answers.ts";
import { SignInWithPassword } from "../contract/people.ts";
import { Refusal, type RefusalCode } from "../policy/refusal.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { App, Hook } from "./app-types.ts";
import { requireOwnPage } from "./authenticate.ts";
import { checkCredentials } from "./check-credentials.ts";
import { countingWrong } from "./count-wrong.ts";
import { answerWith, beginning, ownSession } from "./open-session.ts";
import { clearSessionCookie, readSessionCookie } from "./session-cookie.ts";
import { bodyOf, readSmallBodies, SMALL_BODY } from "./small-bodies.ts";

const url = "/api/v1/session";
const tags = ["Session"];
const security: [] = [];
const config = { access: { open: "Here people sign in, and end or show the session of their own cookie" } };
const SignIn = z.union([z.strictObject({ key: z.string().min(1).max(500) }), SignInWithPassword]);

/** What counts as a wrong key. */
const WRONG: ReadonlySet<RefusalCode> = new Set(["key_required", "malformed"]);

/** Register it in its own scope, because it reads bodies itself: any malformed body counts as a wrong key. */
export async function sessionRoutes(app: App, desk: AccountDesk, countWrongKey: Hook): Promise<void> {
  const { keys, sessions, reads, jobs, events } = desk;
  readSmallBodies(app);
  const counting = countingWrong(countWrongKey, WRONG);

  app.post(
    url,
    {
      bodyLimit: SMALL_BODY,
      config,
      onRequest: async (request) => requireOwnPage(request),
      schema: {
        tags,
        security,
        summary: "Signs in with a key, or with an e-mail address and a password, and sets a cookie",
        body: SignIn,
        response: answers(SessionAnswer),
      },
    },
    (request, reply) => {
      return counting(request, reply, async () => {
        const body = bodyOf(request, SignIn);
        const id = "key" in body ? await withKey(body.key.trim()) : await withPassword(body);
        const answer = await answerWith(desk, request, reply, id);
        events.record("signed_in", { by: answer.who.name, address: request.ip });
        return answer;
      });

      async function withKey(key: string): Promise<string> {
        const keyHash = hashOf(key);
        const principal = keys.principalOf(keyHash, request.ip);
        if (!principal) throw new Refusal("key_required", "This key is not valid.");
        if (!may(principal, "outgoing-numbers.read"))
          throw new Refusal("forbidden", "This key may not sign in to the page.");
        const { id, opening } = beginning(desk, request, { keyHash }, "key");
        await jobs.openSession(opening);
        return id;
      }

      async function withPassword({ email, password, code }: z.infer<typeof SignInWithPassword>): Promise<string> {
        const account = email.trim().toLowerCase();
        const known = await reads.personByEmail(account);
        const { person, means } = await checkCredentials(desk, request, known, account, { password, code });
        const { id, opening } = beginning(desk, request, { person: person.id }, means);
        await jobs.openSession(opening);
        return id;
      }
    },
  );

  app.get(
    url,
    { config, schema: { tags, security, summary: "Who is signed in", response: answers(SessionAnswer) } },
    async (request) => ownSession(desk, request),
  );

  app.delete(
    url,
    {
      config,
      onRequest: async (request) => requireOwnPage(request),
      schema: { tags, security, summary: "Signs out", response: answers(z.strictObject({})) },
    },
    async (request, reply) => {
      const id = readSessionCookie(request);
      if (id !== undefined && (await sessions.find(id, request.ip))) {
        await sessions.close(id);
        events.record("signed_out", { address: request.ip });
      }
      clearSessionCookie(request, reply);
      return {};
    },
  );
}
