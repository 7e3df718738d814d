/** Requests to servers that somebody else named: identity providers and webhooks. */
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { callbackify } from "node:util";
import { reachOf } from "./address.ts";

/** Why there is no answer. `address_refused`: the address is private, or of a kind that is never asked. */
export type OutwardFailure = "address_refused" | "too_large" | "timed_out" | "unreachable";

/** Its message is for the log: it names the host, but no path, header or body, which may hold secrets. */
export class OutwardFailed extends Error {
  override readonly name = "OutwardFailed";
  readonly failure: OutwardFailure;

  constructor(failure: OutwardFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

export type OutwardRequest = Readonly<{
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  /** Whether the server may have a private address. */
  allowPrivate: boolean;
  /** Of the answer's body. */
  maxBytes: number;
  /** For everything, from the name to the last byte. */
  timeoutMs: number;
}>;

type Address = Readonly<{ address: string; family: number }>;

/** Resolves a host's name to all its addresses. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

const resolveByTheSystem: Resolve = (host) => lookup(host, { all: true });

/** Statuses whose answers have no body, which Response insists on (Fetch standard, 2.2.3). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/**
 * Follows no redirects. The address is checked in the connection's own look-up, so a name cannot mean one address
 * when it is checked and another when it is connected to. Every request has its own connection: one that was allowed
 * to go to a private address is not used for another.
 *
 * @param url http: or https:
 * @returns the answer with its whole body, whatever its status
 * @throws OutwardFailed
 */
export async function fetchOutward(
  url: string,
  asked: OutwardRequest,
  resolve: Resolve = resolveByTheSystem,
): Promise<Response> {
  const target = targetOf(url);
  const deadline = AbortSignal.timeout(asked.timeoutMs);
  try {
    requireAllowed(target, asked.allowPrivate);
    const message = await open(target, asked, lookupWith(resolve, target, asked.allowPrivate), deadline);
    const body = await read(message, target, asked.maxBytes);
    const status = message.statusCode!;
    return new Response(WITHOUT_BODY.has(status) ? null : body, { status, headers: headersOf(message) });
  } catch (error) {
    if (error instanceof OutwardFailed) throw error;
    if (deadline.aborted) throw new OutwardFailed("timed_out", `${target.host} took more than ${asked.timeoutMs} ms`);
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new OutwardFailed("unreachable", `${target.host} cannot be reached or does not speak HTTP${code}`);
  }
}

function targetOf(url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target?.protocol !== "https:" && target?.protocol !== "http:")
    throw new OutwardFailed("address_refused", "not an address with https:// or http://");
  if (target.username !== "" || target.password !== "")
    throw new OutwardFailed("address_refused", `the address of ${target.host} contains a user or a password`);
  return target;
}

/** Of an address without a name, which is not looked up. */
function requireAllowed(target: URL, allowPrivate: boolean): void {
  const literal = target.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(literal) !== 0) requireReachable(target, literal, allowPrivate);
}

function requireReachable(target: URL, address: string, allowPrivate: boolean): void {
  const reach = reachOf(address);
  if (reach === "public" || (reach === "private" && allowPrivate)) return;
  throw new OutwardFailed("address_refused", `${target.host} has the address ${address}, which is not allowed`);
}

function lookupWith(resolve: Resolve, target: URL, allowPrivate: boolean): LookupFunction {
  const addressesOf = callbackify(async (host: string) => {
    const addresses = await resolve(host);
    if (addresses.length === 0) throw new OutwardFailed("unreachable", `${target.host} has no address`);
    for (const { address } of addresses) requireReachable(target, address, allowPrivate);
    return addresses;
  });
  return (host, options, done) =>
    addressesOf(host, (error, addresses) => {
      if (error) done(error, "");
      else if (options.all) done(null, [...addresses]);
      else done(null, addresses[0]!.address, addresses[0]!.family);
    });
}

async function open(
  target: URL,
  { method, headers, body }: OutwardRequest,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = (target.protocol === "https:" ? requestHttps : requestHttp)(target, {
    method,
    headers: { ...headers, "accept-encoding": "identity" },
    lookup,
    signal,
    agent: false,
  });
  // An error after the answer has begun is reported by the answer.
  request.on("error", () => {});
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  request.end(body);
  const [message] = await answered;
  return message;
}

async function read(message: IncomingMessage, target: URL, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new OutwardFailed("too_large", `${target.host} answers with more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!);
  return headers;
}
