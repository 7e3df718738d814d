/** Sends requests to a running Callas over HTTP, and checks the form of every error. */
import assert from "node:assert/strict";
import { Agent, request, type IncomingHttpHeaders } from "node:http";
import { problemOf } from "../../src/http/errors.ts";
import { Refusal, type RefusalCode } from "../../src/policy/refusal.ts";
import { assertContract } from "./contract.ts";

export type Answer = Readonly<{
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body of a JSON answer; empty for any other answer. */
  body: Readonly<Record<string, unknown>>;
}>;

export type Method = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";

type Asked = Readonly<{
  /** The revision, or the complete tag. */
  ifMatch?: number | string;
  headers?: Readonly<Record<string, string>>;
  /** The client's address, one of 127.0.0.0/8. */
  from?: string;
}>;

/**
 * `GET companies` is below /api/v1, `GET /healthz` is not. A body of text or bytes is sent unchanged.
 */
export type Ask = (what: `${Method} ${string}`, body?: unknown, asked?: Asked) => Promise<Answer>;

const agent = new Agent({ keepAlive: true });

export function clientOf(address: string, key?: string): Ask {
  return async (what, body, { ifMatch, headers = {}, from } = {}) => {
    const space = what.indexOf(" ");
    const [method, path] = [what.slice(0, space), what.slice(space + 1)];
    const payload =
      body === undefined || typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const answer = await send(
      address,
      {
        method,
        path: path.startsWith("/") ? path : `/api/v1/${path}`,
        headers: {
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...(payload !== undefined && {
            "content-type": "application/json",
            "content-length": String(Buffer.byteLength(payload)),
          }),
          ...(ifMatch !== undefined && { "if-match": typeof ifMatch === "number" ? `"${ifMatch}"` : ifMatch }),
          ...headers,
        },
        ...(from !== undefined && { localAddress: from }),
      },
      payload,
    );
    if (answer.status >= 400) errorFormOf(path)(answer);
    if (/\bjson/.test(answer.headers["content-type"] ?? ""))
      assertContract(method, path.startsWith("/") ? path : `/api/v1/${path}`, answer.status, answer.body);
    return answer;
  };
}

function send(
  address: string,
  options: Readonly<{ method: string; path: string; headers: Record<string, string>; localAddress?: string }>,
  payload: string | Buffer | undefined,
): Promise<Answer> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, agent, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = /\bjson/.test(response.headers["content-type"] ?? "");
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          text,
          body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
        });
      });
    });
    sent.on("error", reject);
    sent.end(payload);
  });
}

const ONE_LINE = "decision";

/** An error of the one line: its code stands alone. */
function assertErrorLine({ status, headers, text }: Answer): void {
  assert.equal(headers["content-type"], "text/plain; charset=utf-8");
  const code = /^error\|([a-z_]+)$/.exec(text)?.[1];
  assert.equal(problemOf(new Refusal(code as RefusalCode, "?"))["status"], status, text);
}

function errorFormOf(path: string): (answer: Answer) => void {
  if (path.startsWith("/scim/")) return assertScimError;
  if (path === "/readyz") return assertNotReady;
  return path.startsWith(`${ONE_LINE}?`) ? assertErrorLine : assertProblem;
}

/** It says how far it is, in the form in which it says that it is ready. */
function assertNotReady({ status, headers, body }: Answer): void {
  assert.equal(status, 503);
  assert.equal(headers["content-type"], "application/json; charset=utf-8");
  assert.equal(typeof body["revision"], "number");
}

/** Its form is checked with the contract (RFC 7644, 3.12). */
function assertScimError({ status, headers, body }: Answer): void {
  assert.equal(headers["content-type"], "application/scim+json; charset=utf-8");
  assert.equal(body["status"], String(status));
  assert.equal(problemOf(new Refusal(body["code"] as RefusalCode, "?"))["status"], status);
}

/** Every error has to follow RFC 9457 and Callas's table of errors. */
function assertProblem({ status, headers, body }: Answer): void {
  assert.match(headers["content-type"] ?? "", /^application\/problem\+json/, `of an answer ${status}`);
  const { code, detail, type, title } = body;
  assert.ok(typeof detail === "string" && detail.length > 0);
  const inCatalogue = problemOf(new Refusal(code as RefusalCode, detail));
  assert.deepEqual({ type, title, status, detail, code }, inCatalogue);
  assert.equal(body["status"], status);
  for (const error of errorsOf({ body })) {
    assert.match(error.path, /^(\/[^/]*)*$/);
    assert.ok(typeof error.code === "string" && error.code.length > 0);
    assert.ok(typeof error.message === "string" && error.message.length > 0);
  }
}

type InputError = Readonly<{ path: string; code: string; message: string; other?: string }>;

export function errorsOf({ body }: Pick<Answer, "body">): readonly InputError[] {
  return (body["errors"] ?? []) as InputError[];
}

/** Codes and paths without messages: `number_off /main`, `duplicate_prefix /regional/1/prefix /regional/0`. */
export function faultsOf(answer: Pick<Answer, "body">): string[] {
  return errorsOf(answer).map(({ code, path, other }) => [code, path, other].filter(Boolean).join(" "));
}

type Warning = Readonly<{ document: string; path: string; code: string; message: string; others?: readonly string[] }>;

/** `never_decides outgoing-numbers /regional/0 /regional/1`. */
export function warningsOf({ body }: Pick<Answer, "body">): string[] {
  return (body["warnings"] as Warning[]).map(({ code, document, path, others = [] }) =>
    [code, document, path, ...others].join(" "),
  );
}

/** The status and the code of an error in one string, for comparisons. */
export function outcomeOf({ status, body }: Answer): string {
  return status < 400 ? String(status) : `${status} ${String(body["code"])}`;
}

export function revisionIn({ body }: Answer): number {
  assert.equal(typeof body["revision"], "number");
  return body["revision"] as number;
}
