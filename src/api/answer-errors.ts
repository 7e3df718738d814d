/** Turns errors into answers. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { discardBody } from "../http/discard-body.ts";
import { PROBLEM_JSON, problemOf, SCIM_JSON, statusOf } from "../http/errors.ts";
import type { SecurityEvent, SecurityEvents } from "../http/security-events.ts";
import type { Refusal, RefusalCode } from "../policy/refusal.ts";
import { scimErrorOf } from "../scim/refused.ts";

const EVENTS: Partial<Record<RefusalCode, SecurityEvent>> = {
  key_required: "key_refused",
  credentials_wrong: "sign_in_refused",
  link_used: "sign_in_refused",
  forbidden: "forbidden",
  too_many_requests: "rate_limited",
};

export function answerErrors(explain: (thrown: unknown) => Refusal, events: SecurityEvents) {
  type Form = Readonly<{ type: string; body: (refusal: Refusal, status: number) => object }>;
  const problem: Form = { type: PROBLEM_JSON, body: problemOf };
  const scim: Form = { type: SCIM_JSON, body: scimErrorOf };

  const answerAs = (form: Form) => async (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
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
    const status = statusOf(refusal.code);
    await reply
      .code(status)
      .type(form.type)
      .send(JSON.stringify(form.body(refusal, status)));
  };
  const answer = answerAs(problem);
  return {
    answer,
    /** The same in the form of SCIM. */
    answerScim: answerAs(scim),
    /** For requests that the router itself refuses. */
    frameworkError: (thrown: unknown, request: unknown, reply: unknown) =>
      void answer(thrown, request as FastifyRequest, reply as FastifyReply),
  };
}
