/** Single requests to the service, with the session's cookie. */
import { RequestFailed, unreachable, type ProblemDetails } from "./request-failed.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Answer<T> {
  readonly body: T;
  readonly etag: string | null;
}

/** `T` is the type of the answer by the API's contract; it is not checked. */
export type Send = <T>(method: Method, path: string, more?: More) => Promise<Answer<T>>;

type More = Readonly<{ body?: unknown; ifMatch?: string; signal?: AbortSignal }>;

/**
 * One request.
 * @param path below `/api/v1/`
 * @throws RequestFailed if the answer is not 200
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

/** A proxy answers 502 with a page of its own when the service behind it is down. */
async function problemOf(response: Response): Promise<ProblemDetails> {
  const asks = response.headers.get("content-type")?.includes("json") ?? false;
  if (asks) return (await response.json()) as ProblemDetails;
  return { code: response.status >= 502 && response.status <= 504 ? "unreachable" : "internal", detail: "" };
}
