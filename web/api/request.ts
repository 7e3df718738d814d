/** All requests of the page to the service, except those about the session itself. */
import { RequestFailed } from "./request-failed.ts";
import { requestOnce, type Send } from "./send.ts";

let renew: () => Promise<void> = () => Promise.reject(new Error("nobody has said how sessions are renewed"));

/** Sets, once at the start of the page, how the person signs in again after the session has expired. */
export function renewSessionsBy(way: () => Promise<void>): void {
  renew = way;
}

/**
 * Sends a request with the session's cookie. If the session has expired, it waits until the person has signed in again
 * and sends the request once more, so that nothing typed is lost.
 * @param path below `/api/v1/`
 * @throws RequestFailed if the answer is not 200
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
