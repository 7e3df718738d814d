/** All requests of the page to the service, except those about the session itself. */
import { RequestFailed } from "./request-failed.ts";
import { requestOnce, type Send } from "./send.ts";

/** How the person comes back when the service asks who they are. Each waits until they have. */
export type Renewal = Readonly<{
  /** Signs in again, after the session has expired. */
  signIn: () => Promise<void>;
  /** Proves anew who they are, before something that needs it. Rejects if they would rather not. */
  prove: () => Promise<void>;
}>;

const unknown = () => Promise.reject(new Error("nobody has said how sessions are renewed"));
let renewal: Renewal = { signIn: unknown, prove: unknown };

/** Sets the ways, once at the start of the page. */
export function renewSessionsBy(ways: Renewal): void {
  renewal = ways;
}

/**
 * Sends a request with the session's cookie. If the session has expired, or the service wants a fresh proof of who asks,
 * it waits until the person has given it and sends the request once more, so that nothing typed is lost.
 * @param path below `/api/v1/`
 * @throws RequestFailed if the answer is not 200
 */
export const request: Send = async (method, path, more) => {
  try {
    return await requestOnce(method, path, more);
  } catch (error) {
    const code = error instanceof RequestFailed ? error.problem.code : null;
    if (code === "proof_required") await renewal.prove().catch(() => Promise.reject(error));
    else if (code === "key_required") await renewal.signIn();
    // Other answers with 401 are about what was typed: a password, or a code.
    else throw error;
    return requestOnce(method, path, more);
  }
};
