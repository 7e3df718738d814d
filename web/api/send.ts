/** Requests to the service, with the cookie of the session. */
import { RequestFailed, unreachable, type ProblemDetails } from "./request-failed.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Answer<T> {
  readonly body: T;
  readonly etag: string | null;
}

/** Answers what the caller knows to be the answer: the API says it, and no value tells. */
export type Send = <T>(method: Method, path: string, more?: More) => Promise<Answer<T>>;

type More = Readonly<{ body?: unknown; ifMatch?: string; signal?: AbortSignal }>;

/**
 * One request.
 * @param path below `/api/v1/`
 * @throws Failure for whatever is not 200
 */
export const requestOnce: Send = async (method, path, more = {}) => {
  const response = await send(method, path, more);
  if (response.ok) return { body: (await response.json()) as never, etag: response.headers.get("etag") };
  throw new RequestFailed(
    response.status,
    await problemOf(response),
    Number(response.headers.get("retry-after") ?? 60),
  );
};

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
async function problemOf(response: Response): Promise<ProblemDetails> {
  const asks = response.headers.get("content-type")?.includes("json") ?? false;
  if (asks) return (await response.json()) as ProblemDetails;
  return { code: response.status >= 502 && response.status <= 504 ? "unreachable" : "internal", detail: "" };
}
