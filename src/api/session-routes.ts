/** Signing in on the page, and out. Today by a key; whoever signs in otherwise gets the same cookie. */
import type { CookieSerializeOptions } from "@fastify/cookie";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { isAdmin, requireRight, type Access } from "../access/access.ts";
import { answers, SessionAnswer } from "../contract/answers.ts";
import { Refusal } from "../policy/refusal.ts";
import { SESSION_COOKIE, type SignedIn } from "../access/sessions.ts";
import { requireOwnPage, type WrongKeyLimit } from "./authenticate.ts";
import type { ApiContext, App } from "./context.ts";

const url = "/api/v1/session";
const tags = ["Session"];
const security: [] = [];

export function sessionRoutes(app: App, { keys, sessions }: ApiContext, countWrongKey: WrongKeyLimit): void {
  app.post(
    url,
    {
      schema: {
        tags,
        security,
        summary: "Signs in with an operator's or an admin's key: answers a cookie",
        body: z.strictObject({ key: z.string().min(1).max(500) }),
        response: answers(SessionAnswer),
      },
    },
    async (request, reply) => {
      requireOwnPage(request);
      const key = request.body.key.trim();
      const access = keys.access(`Bearer ${key}`);
      if (!access) {
        await countWrongKey(request, reply);
        throw new Refusal("key_required", "This key is not valid.");
      }
      requireRight(isAdmin(access), "sign in on the page");
      const opened = await sessions.open(key);
      if (!opened) throw new Refusal("key_required", "This key is not valid any more.");
      return reply.setCookie(SESSION_COOKIE, opened.id, cookieOptions(request)).send(shown(opened));
    },
  );

  app.get(
    url,
    { schema: { tags, security, summary: "Who is signed in", response: answers(SessionAnswer) } },
    async (request) => {
      const id = request.cookies[SESSION_COOKIE];
      const signedIn = id === undefined ? null : await sessions.find(id);
      if (!signedIn) throw new Refusal("key_required", "Nobody is signed in.");
      return shown(signedIn);
    },
  );

  app.delete(
    url,
    { schema: { tags, security, summary: "Signs out", response: answers(z.object({})) } },
    async (request, reply) => {
      requireOwnPage(request);
      const id = request.cookies[SESSION_COOKIE];
      if (id !== undefined) await sessions.close(id);
      return reply.clearCookie(SESSION_COOKIE, cookieOptions(request)).send({});
    },
  );
}

/** Behind a proxy that speaks HTTPS to people, the cookie is for HTTPS only. */
function cookieOptions({ protocol, headers }: FastifyRequest): CookieSerializeOptions {
  const secure = protocol === "https" || headers["x-forwarded-proto"] === "https";
  return { httpOnly: true, sameSite: "strict", path: "/", secure };
}

function shown({ person, access, expiresAt }: SignedIn) {
  const { name, role, companies }: Access = access;
  return { person, name, role, companies: companies && [...companies].sort(), expiresAt };
}
