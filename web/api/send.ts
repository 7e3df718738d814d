/** Single requests to the service, with the session's cookie. */
import { isFromProxyAlone, isJson, reportAnswer } from "./connection.ts";
import { RequestFailed, unreachable, type ProblemDetails } from "./request-failed.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Answer<T> {
  readonly body: T;
  readonly etag: string | null;
}

/** `T` is the type of the answer by the API's contract; it is not checked. */
export type Send = <T>(method: Method, path: string, more?: More) => Promise<Answer<T>>;

export type More = Readonly<{
  body?: unknown;
  ifMatch?: string;
  /** The header Prefer (RFC 7240). */
  prefer?: string;
  /** An earlier answer: it is returned instead of a new one with the same entity tag, whose body is not read. */
  known?: Answer<unknown> | undefined;
  signal?: AbortSignal;
}>;

/**
 * One request.
 * @param path below `/api/v1/`
 * @throws RequestFailed if the answer is not 200
 */
export const requestOnce: Send = async (method, path, more = {}) => {
  const response = await send(method, path, more);
  const etag = response.headers.get("etag");
  if (response.ok && etag !== null && etag === more.known?.etag) {
    await response.body?.cancel();
    return more.known as Answer<never>;
  }
  if (response.ok) return { body: (await response.json()) as never, etag };
  throw new RequestFailed(
    response.status,
    await problemOf(response),
    Number(response.headers.get("retry-after") ?? 60),
  );
};

async function send(method: Method, path: string, { body, ifMatch, prefer, signal }: More): Promise<Response> {
  try {
    const response = await fetch(`/api/v1/${path}`, {
      method,
      credentials: "same-origin",
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(ifMatch !== undefined && { "if-match": ifMatch }),
        ...(prefer !== undefined && { prefer }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    reportAnswer(response);
    return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    reportAnswer(null);
    throw unreachable();
  }
}

/** A proxy answers 502 with a page of its own when the service behind it is down. */
async function problemOf(response: Response): Promise<ProblemDetails> {
  if (isJson(response)) return (await response.json()) as ProblemDetails;
  return { code: isFromProxyAlone(response) ? "unreachable" : "internal", detail: "" };
}
