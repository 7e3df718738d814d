/** The one way from the page to the service. */
import { renewSession } from "../session/session.ts";
import { Failure } from "./failure.ts";
import { requestOnce, type Send } from "./send.ts";

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
    if (!(error instanceof Failure) || error.status !== 401) throw error;
    await renewSession();
    return requestOnce(method, path, more);
  }
};

/** A part of an address, made safe. */
export const part = (text: string) => encodeURIComponent(text);
