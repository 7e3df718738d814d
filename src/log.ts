/** Structured logs on standard output. Above `debug` they hold no personal data. */
import { pino, type Logger } from "pino";
import type { DecideCall } from "./decide/decide-call.ts";

export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    // A key must never be logged, whatever part of a request is.
    redact: ["req.headers.authorization", "req.headers.cookie"],
  });
}

/** Shorter texts are extensions and short numbers, which a few digits would reveal. */
const SHORTEST_SHOWN = 8;

/** Up to three leading digits of a long text: enough to see a country or an area, too little to know who was called. */
function masked(dialled: string): string {
  const shown = dialled.length < SHORTEST_SHOWN ? "" : (/^\+?\d{1,3}/.exec(dialled)?.[0] ?? "");
  return shown.padEnd(Math.min(dialled.length, 20), "×");
}

/** Wraps the function to log each decision at `debug`, and calls that can show no number at `warn`. */
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

/** What is told of spans that cannot be sent, and of the first that can again: nothing else depends on it. */
export function tellOfTraces(log: Logger): (why: string | null) => void {
  return (why) => {
    if (why === null) log.info("traces can be sent again");
    else log.warn({ why }, "traces cannot be sent; everything else goes on");
  };
}
