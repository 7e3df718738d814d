/** Serves endpoints over HTTP. Checks the precondition and the size before the body is read; threads do the rest. */
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { requireFreshProof } from "../access/fresh-proof.ts";
import { answers } from "../contract/answers.ts";
import { scimAnswers } from "../contract/scim.ts";
import { BODY_LIMIT, SCIM_JSON } from "../http/errors.ts";
import { etag, readIfMatch } from "../http/etag.ts";
import { readHandling } from "../http/prefer.ts";
import type { SecurityEvents } from "../http/security-events.ts";
import { Refusal } from "../policy/refusal.ts";
import type { App } from "./app-types.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { changesCompany, type Endpoint } from "./endpoint.ts";
import type { RawReply, RawRequest, ThreadRole } from "./run-endpoint.ts";
import type { Postman } from "../mail/postman.ts";
import type { Turnstile } from "./turnstile.ts";

export type RunEndpoint = (thread: ThreadRole, endpoint: number, request: RawRequest) => Promise<RawReply>;

export type EndpointsOptions = Readonly<{
  run: RunEndpoint;
  turnstile: Turnstile;
  /** Of SCIM, whose requests wait for each other. */
  scimTurnstile: Turnstile;
  events: SecurityEvents;
  postman: Postman;
  /** Answers an error in the form of SCIM. */
  answerScim: (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}>;

const IfMatch = z.looseObject({
  "if-match": z.string().meta({ description: "The ETag of the revision that the change is based on" }),
});

const Prefer = z.looseObject({
  prefer: z.string().optional().meta({
    description: "`handling=strict` refuses a change that makes an expectation fail that held (RFC 7240)",
  }),
});

/** Register it within the scope that authenticates and enforces access. */
export function serveEndpoints(app: App, options: EndpointsOptions): void {
  const { run, events, postman } = options;
  // The thread parses the body and validates it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.setValidatorCompiler(() => () => true);

  for (const [index, endpoint] of ENDPOINTS.entries()) {
    const { method, url, bodyLimit = BODY_LIMIT, answer } = endpoint;
    const turnstile = endpoint.isScim ? options.scimTurnstile : options.turnstile;
    const thread = method === "GET" || endpoint.readsOnly ? "reader" : "writer";
    app.route({
      method,
      url,
      bodyLimit,
      schema: schemaOf(endpoint),
      config: { access: { permissions: endpoint.permissions } },
      ...(endpoint.isScim && {
        errorHandler: (error, request, reply) => void options.answerScim(error, request, reply),
      }),
      onRequest: [judge(endpoint), enter(turnstile, bodyLimit)],
      async handler(request, reply) {
        const { principal, params, query, place } = request;
        const body = request.body instanceof Uint8Array ? request.body : null;
        const precondition = readIfMatch(request.headers["if-match"], false);
        const handling = readHandling(request.headers.prefer);
        if (handling === "strict" && changesCompany(endpoint)) reply.header("preference-applied", "handling=strict");
        const origin = `${request.protocol}://${request.host}`;
        const asked = { principal, precondition, handling, params, query: { ...(query as object) }, body, origin };
        const answered = await place.during(run(thread, index, asked));
        if ("bytes" in answered) place.hold(answered.bytes.byteLength);
        if (endpoint.event) events.record(endpoint.event, { by: principal.name, address: request.ip });
        if ("letter" in answered) {
          const sent = answered.letter !== null && (await postman.sendLink(answered.letter));
          return reply.type("application/json; charset=utf-8").send({ ...answered.body, sent });
        }
        const json = endpoint.isScim ? SCIM_JSON : "application/json; charset=utf-8";
        return send(reply, answered, typeof answer === "string" ? answer : json);
      },
    });
  }
}

const judge =
  ({ needsPrecondition = false, needsProof = false }: Endpoint) =>
  async ({ principal, headers }: FastifyRequest): Promise<void> => {
    if (needsProof) requireFreshProof(principal, Date.now());
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

function send(reply: FastifyReply, answered: Exclude<RawReply, { letter: unknown }>, type: string): FastifyReply {
  if (answered.etag !== undefined) reply.header("etag", etag(answered.etag));
  if (answered.status !== undefined) reply.code(answered.status);
  if (answered.status === 204) return reply.send();
  reply.type(("type" in answered && answered.type) || type);
  reply.raw.setTimeout(UNREAD_MS, () => reply.raw.destroy());
  if (!("file" in answered)) return reply.send(Buffer.from(answered.bytes.buffer));
  const stream = createReadStream(answered.file);
  stream.on("close", () => void rm(dirname(answered.file), { recursive: true, force: true }));
  return reply.send(stream);
}

function schemaOf(endpoint: Endpoint) {
  const { tag, summary, description, params, query, body, answer } = endpoint;
  const headers = headersOf(endpoint);
  return {
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(headers && { headers }),
    ...(typeof answer !== "string" && { response: endpoint.isScim ? scimAnswers(answer) : answers(answer) }),
  };
}

function headersOf(endpoint: Endpoint) {
  if (!changesCompany(endpoint)) return endpoint.needsPrecondition ? IfMatch : undefined;
  return endpoint.needsPrecondition ? Prefer.extend(IfMatch.shape) : Prefer;
}
