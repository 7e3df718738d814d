/** The one way from the page to the service. */
import { Failure, unreachable, type Problem } from "./failure.ts";
import { renewSession } from "../session/session.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export type Answer<T> = Readonly<{ body: T; etag: string | null }>;

type More = Readonly<{ body?: unknown; ifMatch?: string; signal?: AbortSignal }>;

/**
 * Sends a request with the session's cookie. When the session is over, it waits until the person has signed
 * in again over the page and sends it once more, so that nothing that was typed is lost.
 * @param path below `/api/v1/`
 * @throws Failure for whatever is not 200
 */
export async function request<T>(method: Method, path: string, more: More = {}): Promise<Answer<T>> {
  try {
    return await requestOnce<T>(method, path, more);
  } catch (error) {
    if (!(error instanceof Failure) || error.status !== 401) throw error;
    await renewSession();
    return requestOnce<T>(method, path, more);
  }
}

/** The same without waiting for another sign-in: for signing in itself. */
export async function requestOnce<T>(method: Method, path: string, more: More = {}): Promise<Answer<T>> {
  const response = await send(method, path, more);
  if (response.ok) return { body: (await response.json()) as T, etag: response.headers.get("etag") };
  throw new Failure(response.status, await problemOf(response), Number(response.headers.get("retry-after") ?? 60));
}

async function send(method: Method, path: string, { body, ifMatch, signal }: More): Promise<Response> {
  try {
    return await fetch(`/api/v1/${path}`, {
      method,
      credentials: "same-origin",
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(ifMatch !== undefined && { "if-match": ifMatch }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
}

/** A proxy in front of a service that is gone answers 502 with a page of its own. */
async function problemOf(response: Response): Promise<Problem> {
  const asks = response.headers.get("content-type")?.includes("json") ?? false;
  if (asks) return (await response.json()) as Problem;
  return { code: response.status >= 502 && response.status <= 504 ? "unreachable" : "internal", detail: "" };
}

/** A part of an address, made safe. */
export const part = (text: string) => encodeURIComponent(text);
