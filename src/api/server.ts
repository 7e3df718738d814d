/** The HTTP server below the router: checks that come before everything else. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { KeyRing } from "../access/key-ring.ts";
import { may } from "../access/permission.ts";
import type { DecisionsDoor } from "../door/http/decisions.ts";
import type { OneLineDoor } from "../door/http/one-line.ts";
import { basicAsBearer } from "../http/basic-key.ts";
import { PROBLEM_JSON, problemOf, statusOf } from "../http/errors.ts";
import { SAFE_TO_SHOW } from "../http/safe-to-show.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Trace } from "../trace/trace.ts";
import { nameRoute, tracedRequests } from "../trace/trace-requests.ts";
import { DECISIONS } from "./decision-route.ts";
import { ONE_LINE } from "./one-line-route.ts";

/** Longer than the 60 s for which proxies and PBXs keep connections, so that they close first and lose no request. */
const KEEP_ALIVE_MS = 72_000;

/** A request with its body comes within this time: 64 MiB at 5 Mbit/s. */
const REQUEST_MS = 120_000;

// Node would answer a missing host without a body, and take the first of several.
const SETTINGS = { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS, requireHostHeader: false };

export type ServerOptions = Readonly<{ keys: KeyRing; decisions: DecisionsDoor; oneLine: OneLineDoor; trace: Trace }>;

export function createHttpServer({ keys, decisions, oneLine, trace }: ServerOptions, router: RequestListener): Server {
  const answer: RequestListener = (request, response) => {
    if (!namesOneHost(request)) {
      refuse(
        response,
        new Refusal("malformed", "An HTTP/1.1 request must have exactly one Host header (RFC 9112, 3.2)."),
      );
      return;
    }
    // A call's question goes straight to its door: the router with its hooks and objects would cost more than
    // the decision. A request that is not plainly this question reaches the same door through the router.
    const { url = "", method, headers } = request;
    const door =
      url === DECISIONS && method === "POST"
        ? decisions
        : url.startsWith(`${ONE_LINE}?`) && method === "GET"
          ? oneLine
          : null;
    const header = door === oneLine ? basicAsBearer(headers.authorization) : headers.authorization;
    // Only the router knows the address of a client behind a proxy, which keys for some addresses need.
    const principal = door && keys.principal(header, null);
    // The router refuses keys that may not ask for decisions.
    if (principal && may(principal, "decisions.make")) {
      nameRoute(trace, request, door === oneLine ? ONE_LINE : DECISIONS);
      door(request, response, principal);
    } else router(request, response);
  };
  const server = createServer(SETTINGS, tracedRequests(trace, answer));
  server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) =>
    refuse(response, new Refusal("expectation_failed", "100-continue is the only expectation that can be met.")),
  );
  return server;
}

/** RFC 9112, 3.2. */
function namesOneHost({ httpVersion, rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]!.length === 4 && rawHeaders[at]!.toLowerCase() === "host") hosts += 1;
  return hosts === 1 || (hosts === 0 && httpVersion === "1.0");
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  const body = JSON.stringify(problemOf(refusal));
  response
    .writeHead(statusOf(refusal.code), {
      "content-type": PROBLEM_JSON,
      "content-length": Buffer.byteLength(body),
      ...SAFE_TO_SHOW,
      connection: "close",
    })
    .end(body);
}

/** Answers bytes that the HTTP parser cannot read; they never become a request (RFC 9112, 2.2). */
export function answerUnreadable(socket: Socket): void {
  const refusal = new Refusal("malformed", "The request is not valid HTTP, or its header is too long.");
  const body = JSON.stringify(problemOf(refusal));
  const headers = [
    `content-type: ${PROBLEM_JSON}`,
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(SAFE_TO_SHOW).map(([name, value]) => `${name}: ${value}`),
    "connection: close",
  ];
  if (socket.writable) socket.write(`HTTP/1.1 400 Bad Request\r\n${headers.join("\r\n")}\r\n\r\n${body}`);
  socket.destroySoon();
}
