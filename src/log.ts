/** Structured logs on standard output. Above `debug` they hold no personal data. */
import { pino, type Logger } from "pino";
import type { DecideCall } from "./decide/decide-call.ts";

export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    // A key must never reach a log, whatever is logged of a request.
    redact: ["req.headers.authorization", "req.headers.cookie"],
  });
}

/** The first digits of what was dialled: enough to see a country or an area, too little to know who was called. */
function masked(dialled: string): string {
  return dialled.slice(0, 4).padEnd(Math.min(dialled.length, 20), "×");
}

/** The same function, each decision logged at `debug`; above it only that a call could not be shown as anything. */
export function logged(log: Logger, door: string, decide: DecideCall): DecideCall {
  const debug = log.isLevelEnabled("debug");
  return (question) => {
    const answer = decide(question);
    if (debug) log.debug({ door, question, answer }, "decided");
    if (answer.known && answer.decision.decidedBy.rule === "none")
      log.warn(
        { door, company: question.company, dialled: masked(question.call.dialled), revision: answer.revision },
        "no number can be shown",
      );
    return answer;
  };
}
