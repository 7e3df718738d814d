/** Serves endpoints over HTTP. Checks permissions and size before the body is read; threads do the rest. */
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { requirePermission } from "../access/permission.ts";
import { answers } from "../contract/answers.ts";
import { BODY_LIMIT } from "../http/errors.ts";
import { etag, readIfMatch } from "../http/etag.ts";
import type { SecurityEvents } from "../http/security-events.ts";
import { Refusal } from "../policy/refusal.ts";
import type { App } from "./app-types.ts";
import { ENDPOINTS } from "./endpoints.ts";
import type { Endpoint } from "./endpoint.ts";
import type { RawReply, RawRequest, ThreadRole } from "./run-endpoint.ts";
import type { Turnstile } from "./turnstile.ts";

export type RunEndpoint = (thread: ThreadRole, endpoint: number, request: RawRequest) => Promise<RawReply>;

export type EndpointsOptions = Readonly<{ run: RunEndpoint; turnstile: Turnstile; events: SecurityEvents }>;

const IfMatch = z.looseObject({
  "if-match": z.string().meta({ description: "The ETag of the revision that the change is based on" }),
});

/** Register it within the scope that authenticates. */
export function serveEndpoints(app: App, { run, turnstile, events }: EndpointsOptions): void {
  // The thread parses the body and validates it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.setValidatorCompiler(() => () => true);

  for (const [index, endpoint] of ENDPOINTS.entries()) {
    const { method, url, bodyLimit = BODY_LIMIT, answer } = endpoint;
    const thread = method === "GET" || endpoint.readsOnly ? "reader" : "writer";
    app.route({
      method,
      url,
      bodyLimit,
      schema: schemaOf(endpoint),
      onRequest: [judge(endpoint), enter(turnstile, bodyLimit)],
      async handler(request, reply) {
        const { principal, params, query, place } = request;
        const body = request.body instanceof Uint8Array ? request.body : null;
        const precondition = readIfMatch(request.headers["if-match"], false);
        const asked = { principal, precondition, params, query: { ...(query as object) }, body };
        const answered = await place.during(run(thread, index, asked));
        if ("bytes" in answered) place.hold(answered.bytes.byteLength);
        if (endpoint.event) events.record(endpoint.event, { by: principal.name, address: request.ip });
        return send(reply, answered, typeof answer === "string" ? answer : "application/json; charset=utf-8");
      },
    });
  }
}

const judge =
  ({ permissions, needsPrecondition = false }: Endpoint) =>
  async ({ principal, params, headers }: FastifyRequest): Promise<void> => {
    const { company } = params as { company?: string };
    for (const permission of permissions) requirePermission(principal, permission, company);
    readIfMatch(headers["if-match"], needsPrecondition);
  };

/** The place is left when the answer is sent or the client is gone, and the thread has finished too. */
const enter =
  (turnstile: Turnstile, bodyLimit: number) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { principal, headers } = request;
    const length = Number(headers["content-length"] ?? (headers["transfer-encoding"] === undefined ? 0 : bodyLimit));
    const { hold, leave } = await turnstile.enter(principal.id, Math.min(length, bodyLimit) || 0);
    if (reply.raw.destroyed) {
      leave();
      throw new Refusal("malformed", "The client has disconnected.");
    }
    let job: Promise<unknown> = Promise.resolve();
    let isClosed = false;
    reply.raw.once("close", () => {
      isClosed = true;
      void leaveAfter(job, leave);
    });
    request.place = {
      hold(bytes) {
        if (!isClosed) hold(bytes);
      },
      during(started) {
        job = started;
        return started;
      },
    };
  };

async function leaveAfter(job: Promise<unknown>, leave: () => void): Promise<void> {
  await job.catch(() => {});
  leave();
}

/** An answer that is not read for so long is given up, so that it does not stay in memory. */
const UNREAD_MS = 60_000;

function send(reply: FastifyReply, answered: RawReply, type: string): FastifyReply {
  if (answered.etag !== undefined) reply.header("etag", etag(answered.etag));
  reply.type(type);
  reply.raw.setTimeout(UNREAD_MS, () => reply.raw.destroy());
  if (!("file" in answered)) return reply.send(Buffer.from(answered.bytes.buffer));
  const stream = createReadStream(answered.file);
  stream.on("close", () => void rm(dirname(answered.file), { recursive: true, force: true }));
  return reply.send(stream);
}

function schemaOf({ tag, summary, description, params, query, body, answer, needsPrecondition }: Endpoint) {
  return {
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(needsPrecondition && { headers: IfMatch }),
    ...(typeof answer !== "string" && { response: answers(answer) }),
  };
}
