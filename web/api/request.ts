/** The one way from the page to the service. */
import { RequestFailed } from "./request-failed.ts";
import { requestOnce, type Send } from "./send.ts";

let renew: () => Promise<void> = () => Promise.reject(new Error("nobody has said how sessions are renewed"));

/** Says, once at the start of the page, how somebody signs in again when the session is over. */
export function renewSessionsBy(way: () => Promise<void>): void {
  renew = way;
}

/**
 * Sends a request with the session's cookie. When the session is over, it waits until the person has signed
 * in again over the page and sends it once more, so that nothing that was typed is lost.
 * @param path below `/api/v1/`
 * @throws Failure for whatever is not 200
 */
export const request: Send = async (method, path, more) => {
  try {
    return await requestOnce(method, path, more);
  } catch (error) {
    if (!(error instanceof RequestFailed) || error.status !== 401) throw error;
    await renew();
    return requestOnce(method, path, more);
  }
};
