/** Who asks: by the key of the header, or by the session of the page. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { KeyRing } from "../access/key-ring.ts";
import type { Principal } from "../access/principal.ts";
import type { Sessions } from "../access/sessions.ts";
import { isSameOrigin } from "../http/same-origin.ts";
import { Refusal } from "../policy/refusal.ts";
import type { App, Hook } from "./app-types.ts";
import { readSessionCookie } from "./session-cookie.ts";

/** Wrong keys from one address, a minute, before they are answered 429. A valid key is never limited. */
const WRONG_KEYS_A_MINUTE = 20;

/** @returns a hook that counts a wrong key, and refuses it once there were too many: Refusal `too_many_requests` */
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

export type AuthenticateOptions = Readonly<{ keys: KeyRing; sessions: Sessions; countWrongKey: Hook }>;

/** A hook: where there is an Authorization header it decides alone, whatever cookie comes with it. */
export function authenticate({ keys, sessions, countWrongKey }: AuthenticateOptions): Hook {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { authorization } = request.headers;
    const principal = authorization === undefined ? ofSession(request) : keys.principal(authorization);
    if (principal) {
      request.principal = principal;
      return;
    }
    if (authorization !== undefined) await countWrongKey(request, reply);
    reply.header("www-authenticate", "Bearer");
    throw new Refusal("key_required", "Send a valid key: Authorization: Bearer KEY.");
  };

  function ofSession(request: FastifyRequest): Principal | null {
    const id = readSessionCookie(request);
    const signedIn = id === undefined ? null : sessions.find(id);
    if (signedIn) requireOwnPage(request);
    return signedIn?.principal ?? null;
  }
}

/** @throws Refusal `forbidden` for a change that another site asks for with the cookie of the page */
export function requireOwnPage({ method, headers }: FastifyRequest): void {
  if (method !== "GET" && method !== "HEAD" && !isSameOrigin(headers))
    throw new Refusal("forbidden", "A session's cookie changes things from the page only.");
}
