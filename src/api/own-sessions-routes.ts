/** One's own sessions and sign-ins. */
import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { requireFreshProof } from "../access/fresh-proof.ts";
import type { Session } from "../access/session.ts";
import { answers } from "../contract/answers.ts";
import { OwnSessions, OwnSignIns } from "../contract/people.ts";
import { parse } from "../http/malformed.ts";
import { Refusal } from "../policy/refusal.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { App } from "./app-types.ts";
import { notSignedIn } from "./open-session.ts";
import { ownPerson } from "./own-person.ts";
import { Limit } from "./parameters.ts";
import { clearSessionCookie } from "./session-cookie.ts";

const tags = ["Own account"];
const Page = z.strictObject({ before: z.string().max(100).optional(), limit: Limit });
const Done = z.strictObject({});
/** Who is no person, or no session, is refused by the routes themselves. */
const config = { access: { signedIn: "Everybody sees and ends their own sessions" } };

/** Register it in a scope of its own within the one that authenticates. */
export async function ownSessionsRoutes(app: App, desk: AccountDesk): Promise<void> {
  const { reads, jobs } = desk;
  app.setValidatorCompiler(() => () => true);

  app.get(
    "/api/v1/sessions",
    { config, schema: { tags, summary: "One's own sessions, the newest first", response: answers(OwnSessions) } },
    async (request) => {
      const { idHash, own } = await ownSessions(request);
      const items = own.map(({ means, address, agent, createdAt, authenticatedAt, expiresAt, ...session }) => ({
        id: shownId(session.idHash),
        current: session.idHash === idHash,
        means,
        address,
        agent,
        createdAt,
        authenticatedAt,
        expiresAt,
      }));
      return { items } satisfies OwnSessions;
    },
  );

  app.delete(
    "/api/v1/sessions",
    { config, schema: { tags, summary: "Ends all of one's own sessions but this one", response: answers(Done) } },
    async (request) => {
      const { idHash, own } = await ownSessions(request);
      requireFreshProof(request.principal, Date.now());
      for (const session of own) if (session.idHash !== idHash) await jobs.removeSession(session.idHash);
      return {};
    },
  );

  app.delete(
    "/api/v1/sessions/:id",
    {
      config,
      schema: {
        tags,
        summary: "Ends one of one's own sessions",
        params: z.object({ id: z.string() }),
        response: answers(Done),
      },
    },
    async (request, reply: FastifyReply) => {
      const { id } = request.params as { id: string };
      const { idHash, own } = await ownSessions(request);
      const session = own.find((one) => shownId(one.idHash) === id);
      if (!session) throw new Refusal("session_unknown", "You have no such session.");
      // Whoever stole one session must not end those of its owner; to end this one is to sign out.
      if (session.idHash !== idHash) requireFreshProof(request.principal, Date.now());
      await jobs.removeSession(session.idHash);
      if (session.idHash === idHash) clearSessionCookie(request, reply);
      return {};
    },
  );

  app.get(
    "/api/v1/sign-ins",
    {
      config,
      schema: {
        tags,
        summary: "One's own sign-ins of the last 90 days, also refused ones, the newest first",
        querystring: Page,
        response: answers(OwnSignIns),
      },
    },
    async (request) => {
      const { before = null, limit } = parse(Page, { ...(request.query as object) }, "/querystring");
      const { person } = await ownPerson(desk, request);
      const signIns = await reads.signInsOf(person.id, before, limit);
      const items = signIns.map(({ person: _, ...signIn }) => signIn);
      return { items, next: items.length === limit ? items.at(-1)!.id : null } satisfies OwnSignIns;
    },
  );

  /** Those that have not ended, of the person or key whose session this is. */
  async function ownSessions({
    principal,
  }: FastifyRequest): Promise<Readonly<{ idHash: string; own: readonly Session[] }>> {
    if (principal.session === null) throw new Refusal("forbidden", "Only who signed in has sessions.");
    const { idHash } = principal.session;
    const current = await reads.session(idHash);
    if (current === null) throw notSignedIn();
    const now = new Date().toISOString();
    const own = (await reads.sessionsOf(current.holder)).filter(({ expiresAt }) => expiresAt > now);
    return { idHash, own };
  }
}

/** Names a session without telling what is stored. */
const shownId = (idHash: string) => hash("sha256", `session ${idHash}`, "base64url").slice(0, 22);
