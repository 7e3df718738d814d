import type { Answer, DecideCall } from "../decide/decide-call.ts";
import { noteError, type Attributes, type Trace } from "./trace.ts";

/** Wraps the function to have a span for each decision. */
export function tracedDecisions(trace: Trace, door: string, decide: DecideCall): DecideCall {
  if (!trace.isOn) return decide;
  // At the other doors, the question itself is the request.
  const kind = door === "http" ? "internal" : "server";
  return (question) => {
    const span = trace.begin({ name: "decide", kind, attributes: { "callas.door": door } });
    try {
      const answer = decide(question);
      span.add(attributesOf(question.company, answer));
      return answer;
    } catch (error) {
      noteError(span, error);
      throw error;
    } finally {
      span.end();
    }
  };
}

/** What is not known may be anything, a number too. */
function attributesOf(company: string, answer: Answer): Attributes {
  if (!answer.known) return { "callas.refused": answer.code };
  const { decidedBy, destination } = answer.decision;
  return {
    "callas.company": company,
    "callas.rule": decidedBy.rule,
    "callas.kind": destination.kind,
    "callas.revision": answer.revision,
  };
}
