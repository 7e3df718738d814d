/** The shell's client of a running service. */
import { type Command, Option } from "commander";
import { type ClientConfig, readClientConfig } from "../config.ts";
import type { FormProblem, Problem } from "../policy/problem.ts";
import { EXIT, Failure, indented } from "./failure.ts";

export type ConnectionOptions = Readonly<{ url?: string; key?: string }>;

const GROUP = "The service:";

/** Options of every command that speaks to a service. */
export function withConnection(command: Command): Command {
  return command
    .addOption(
      new Option("--url <url>", "where the service listens (else CALLAS_URL, else http://127.0.0.1:8480)").helpGroup(
        GROUP,
      ),
    )
    .addOption(new Option("--key <key>", "API key (else CALLAS_KEY, else CALLAS_OPERATOR_KEY)").helpGroup(GROUP));
}

/** @throws BadSettings */
export function connectionOf(given: ConnectionOptions): ClientConfig {
  return readClientConfig(process.env, given);
}

type Request = Readonly<{ body?: unknown; ifMatch?: string | undefined }>;

export type Client = Readonly<{
  /** The JSON of the answer; the caller knows its form. */
  send: <Body>(method: "GET" | "PUT" | "POST" | "DELETE", path: string, request?: Request) => Promise<Body>;
  /** The entity tag of a document. */
  etag: (path: string) => Promise<string>;
  /** An answer that is not JSON, as a stream. */
  download: (path: string) => Promise<Response>;
}>;

/** @throws BadSettings, Failure if there is no key */
export function connect(options: ConnectionOptions): Client {
  const { url, key } = connectionOf(options);
  if (key === undefined)
    throw new Failure(
      EXIT.usage,
      "an API key is needed: set CALLAS_KEY, or make the first one with 'callas key create'.",
    );
  return openClient(url, key);
}

export function openClient(url: string, key: string): Client {
  const ask = async (method: string, path: string, { body, ifMatch }: Request = {}): Promise<Response> => {
    const response = await reach(url, path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(ifMatch !== undefined && { "if-match": ifMatch }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await refusalOf(response, url);
    return response;
  };
  return {
    async send<Body>(method: string, path: string, request?: Request) {
      const response = await ask(method, path, request);
      return (await jsonOf(response, url)) as Body;
    },
    async etag(path) {
      const response = await ask("GET", path);
      await response.body?.cancel();
      return response.headers.get("etag") ?? "";
    },
    download: (path) => ask("GET", path),
  };
}

/** Whether anything listens there. */
export async function isReachable(url: string): Promise<boolean> {
  try {
    await reach(url, "/healthz", {});
    return true;
  } catch {
    return false;
  }
}

/** Escapes a name as one segment of a path. */
export const segment = (name: string) => encodeURIComponent(name);

async function reach(url: string, path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url + path, request);
  } catch (error) {
    throw new Failure(EXIT.unreachable, `${url} cannot be reached: ${reasonOf(error)}.`);
  }
}

/** The message of fetch says only that it failed; its causes say why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof AggregateError && error.cause.message === "") return reasonOf(error.cause.errors[0]);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}

async function jsonOf(response: Response, url: string): Promise<unknown> {
  const text = await response.text().catch((error: unknown) => {
    throw new Failure(
      EXIT.unreachable,
      `${url} closed the connection before the answer was complete: ${reasonOf(error)}.`,
    );
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(EXIT.unreachable, `${url} does not answer as Callas does (${response.status}).`);
  }
}

type ProblemDetails = Readonly<{
  title: string;
  code: string;
  detail: string;
  errors?: readonly (Problem | FormProblem)[];
  savedBy?: string;
  savedAt?: string;
}>;

async function refusalOf(response: Response, url: string): Promise<Failure> {
  const problem = (await jsonOf(response, url)) as Partial<ProblemDetails> | null;
  if (typeof problem?.code !== "string")
    return new Failure(EXIT.unreachable, `${url} does not answer as Callas does (${response.status}).`);
  const { title, code, detail, errors = [], savedAt, savedBy } = problem;
  const saved = savedAt && savedBy ? ` (by ${savedBy}, ${savedAt})` : "";
  const message = `refused, ${code} (${response.status}): ${errors.length > 0 ? `${title}.` : detail}${saved}`;
  return new Failure(EXIT.refused, [message, ...errors.map((error) => indented(errorLine(error)))].join("\n"));
}

function errorLine({ path, code, message, other }: Problem | FormProblem): string {
  return `${path || "/"}: ${message} [${code}${other === undefined ? "" : `, clashes with ${other}`}]`;
}
