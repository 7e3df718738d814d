/** Passes requests on from a worker to the service, which answers everything but decisions. */
import { request as ask, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { withinRanges } from "../access/address-range.ts";
import { PROBLEM_JSON, problemOf, statusOf } from "../http/errors.ts";
import { SAFE_TO_SHOW } from "../http/safe-to-show.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Trace, TraceHeaders } from "../trace/trace.ts";

/** They belong to one connection (RFC 9110, 7.6.1). Expect has been answered already. */
const ONE_HOP = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const FORWARDED = new Set([
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
]);

/** The service goes on with the trace of the worker. */
const TRACED = new Set(["traceparent", "tracestate"]);

type Header = readonly [name: string, value: string];

/**
 * The service believes what a worker says of the client, so a client that is no trusted proxy must not say it itself.
 * @param socket the path of the service's Unix socket
 */
export function forwardTo(socket: string, trustedProxies: readonly string[], trace: Trace): RequestListener {
  const isTrusted = withinRanges(trustedProxies);
  return (request, response) => {
    const peer = request.socket.remoteAddress;
    if (peer === undefined) return void response.destroy();
    // A connection for each: a kept one could be closed just when a request is sent on it.
    const asked = ask({
      socketPath: socket,
      method: request.method,
      path: request.url,
      headers: headersFor(request, peer, isTrusted(peer), trace.headers()).flat(),
      setHost: false,
      agent: false,
    });
    asked.on("response", (answer) => {
      // The rest of a body that the service did not want is not read.
      if (!request.complete) response.shouldKeepAlive = false;
      response.writeHead(answer.statusCode!, answer.statusMessage, endToEnd(answer).flat());
      answer.pipe(response);
      answer.on("error", () => response.destroy());
    });
    asked.on("error", () => {
      request.unpipe(asked);
      if (!response.headersSent) refuse(request, response);
    });
    response.on("close", () => asked.destroy());
    if (!hasBody(request)) return void asked.end();
    // The service may refuse by the header alone, and the body may be long in coming.
    asked.flushHeaders();
    request.pipe(asked);
  };
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || headers["content-length"] !== undefined;

function headersFor(
  request: IncomingMessage,
  peer: string,
  isTrusted: boolean,
  traced: TraceHeaders | null,
): readonly Header[] {
  const given = endToEnd(request).filter(
    ([name]) =>
      (isTrusted || !FORWARDED.has(name.toLowerCase())) && (traced === null || !TRACED.has(name.toLowerCase())),
  );
  const [before, others] = [
    given.filter(([name]) => name.toLowerCase() === "x-forwarded-for"),
    given.filter(([name]) => name.toLowerCase() !== "x-forwarded-for"),
  ];
  // Without a length, Node frames the body of a GET or DELETE only if it is told to.
  const framing: Header[] =
    request.headers["transfer-encoding"] === undefined ? [] : [["Transfer-Encoding", "chunked"]];
  return [
    ...others,
    ["X-Forwarded-For", [...before.map(([, value]) => value), peer].join(", ")],
    ...Object.entries(traced ?? {}),
    ["Connection", "close"],
    ...framing,
  ];
}

function endToEnd({ rawHeaders, headers }: IncomingMessage): readonly Header[] {
  const ofThisHop = new Set((headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
  const all: Header[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) all.push([rawHeaders[at]!, rawHeaders[at + 1]!]);
  return all.filter(([name]) => !ONE_HOP.has(name.toLowerCase()) && !ofThisHop.has(name.toLowerCase()));
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  const refusal = new Refusal("storage_unavailable", "The service behind this worker does not answer.");
  const body = JSON.stringify(problemOf(refusal));
  if (!request.complete) response.shouldKeepAlive = false;
  response
    .writeHead(statusOf(refusal.code), {
      "content-type": PROBLEM_JSON,
      "content-length": Buffer.byteLength(body),
      ...SAFE_TO_SHOW,
    })
    .end(body);
}
