/** Turns errors into answers. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { discardBody } from "../http/discard-body.ts";
import { PROBLEM_JSON, problemOf, statusOf } from "../http/errors.ts";
import type { SecurityEvent, SecurityEvents } from "../http/security-events.ts";
import type { Refusal, RefusalCode } from "../policy/refusal.ts";

const EVENTS: Partial<Record<RefusalCode, SecurityEvent>> = {
  key_required: "key_refused",
  forbidden: "forbidden",
  too_many_requests: "rate_limited",
};

export function answerErrors(explain: (thrown: unknown) => Refusal, events: SecurityEvents) {
  async function answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const refusal = explain(thrown);
    const event = EVENTS[refusal.code];
    // The page asks who is signed in before anyone is: this is not an attempt.
    const isAttempt =
      refusal.code !== "key_required" || request.headers.authorization !== undefined || request.method === "POST";
    if (event && isAttempt)
      events.record(event, { ...(request.principal && { by: request.principal.name }), address: request.ip });
    if (!(await discardBody(request.raw))) reply.header("connection", "close");
    const { retryAfter } = refusal.details;
    if (retryAfter !== undefined) reply.header("retry-after", String(retryAfter));
    await reply
      .code(statusOf(refusal.code))
      .type(PROBLEM_JSON)
      .send(JSON.stringify(problemOf(refusal)));
  }
  return {
    answer,
    /** For requests that the router itself refuses. */
    frameworkError: (thrown: unknown, request: unknown, reply: unknown) =>
      void answer(thrown, request as FastifyRequest, reply as FastifyReply),
  };
}
