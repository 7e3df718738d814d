/** Who asks: by the key of the header, or by the session of the page. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Access } from "../access/access.ts";
import { Refusal } from "../policy/refusal.ts";
import { isSameOrigin } from "../http/same-origin.ts";
import { SESSION_COOKIE } from "../access/sessions.ts";
import type { ApiContext, App } from "./context.ts";

/** Wrong keys from one address, a minute, before they are answered 429. A good key is never limited. */
const WRONG_KEYS_A_MINUTE = 20;

export type WrongKeyLimit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** @returns what counts a wrong key, and refuses it once there were too many: Refusal 429 */
export function limitWrongKeys(app: App): WrongKeyLimit {
  const limit = app.createRateLimit({ max: WRONG_KEYS_A_MINUTE, timeWindow: "1 minute" });
  return async (request, reply) => {
    const counted = await limit(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    reply.header("retry-after", String(counted.ttlInSeconds));
    throw new Refusal("too_many_requests", "Too many wrong keys came from this address; wait a minute.");
  };
}

/** A hook: where there is an Authorization header it decides alone, whatever cookie comes with it. */
export function authenticate({ keys, sessions }: ApiContext, countWrongKey: WrongKeyLimit) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { authorization } = request.headers;
    const access = authorization === undefined ? await ofSession(request) : keys.access(authorization);
    if (access) {
      request.access = access;
      return;
    }
    if (authorization !== undefined) await countWrongKey(request, reply);
    reply.header("www-authenticate", "Bearer");
    throw new Refusal("key_required", "Send a valid key: Authorization: Bearer KEY.");
  };

  async function ofSession(request: FastifyRequest): Promise<Access | null> {
    const id = request.cookies[SESSION_COOKIE];
    const signedIn = id === undefined ? null : await sessions.find(id);
    if (signedIn) requireOwnPage(request);
    return signedIn?.access ?? null;
  }
}

/** @throws Refusal 403 for a change that another site asks for with the cookie of the page */
export function requireOwnPage({ method, headers }: FastifyRequest): void {
  if (method !== "GET" && method !== "HEAD" && !isSameOrigin(headers))
    throw new Refusal("forbidden", "A session's cookie changes things from the page only.");
}
