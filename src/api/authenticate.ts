/** Authenticates a request by the key in its header or by the session of the page. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { KeyRing } from "../access/key-ring.ts";
import type { Principal } from "../access/principal.ts";
import type { Sessions } from "../access/sessions.ts";
import { isSameOrigin } from "../http/same-origin.ts";
import { Refusal } from "../policy/refusal.ts";
import type { App, Hook } from "./app-types.ts";
import { readSessionCookie } from "./session-cookie.ts";

/** Wrong keys that one address may send in a minute before it gets 429. Valid keys are never limited. */
const WRONG_KEYS_A_MINUTE = 20;

/** @returns a hook that counts wrong keys and throws Refusal `too_many_requests` after too many */
export function limitWrongKeys(app: App): Hook {
  const limit = app.createRateLimit({ max: WRONG_KEYS_A_MINUTE, timeWindow: "1 minute" });
  return async (request) => {
    const counted = await limit(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    throw new Refusal("too_many_requests", "Too many wrong keys came from this address; wait a minute.", {
      retryAfter: counted.ttlInSeconds,
    });
  };
}

export type AuthenticateOptions = Readonly<{
  keys: KeyRing;
  /** Null where nobody signs in to a page. */
  sessions: Pick<Sessions, "find"> | null;
  countWrongKey: Hook;
}>;

/** A hook. If there is an Authorization header, it alone decides, whatever cookie comes with it. */
export function authenticate({ keys, sessions, countWrongKey }: AuthenticateOptions): Hook {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { authorization } = request.headers;
    const principal =
      authorization === undefined ? await ofSession(request) : keys.principal(authorization, request.ip);
    if (principal) {
      request.principal = { ...principal, address: request.ip };
      return;
    }
    if (authorization !== undefined) await countWrongKey(request, reply);
    reply.header("www-authenticate", "Bearer");
    throw new Refusal("key_required", "Send a valid key: Authorization: Bearer KEY.");
  };

  async function ofSession(request: FastifyRequest): Promise<Principal | null> {
    if (sessions === null) return null;
    const id = readSessionCookie(request);
    const signedIn = id === undefined ? null : await sessions.find(id, request.ip);
    if (signedIn) requireOwnPage(request);
    return signedIn?.principal ?? null;
  }
}

/** @throws Refusal `forbidden` for a change that another site requests with the page's cookie */
export function requireOwnPage({ method, headers }: FastifyRequest): void {
  if (method !== "GET" && method !== "HEAD" && !isSameOrigin(headers))
    throw new Refusal("forbidden", "With a session cookie, changes must come from the page itself.");
}
