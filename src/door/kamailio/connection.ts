/** The conversation with one Kamailio over one connection to its evapi module, from the connect to its end. */
import type { Logger } from "pino";
import type { Answer, DecideCall, FallbackSource } from "../../decide/decide-call.ts";
import { ID } from "../../policy/id.ts";
import { openLink } from "./link.ts";
import { decisionMessage, type DecideMessage, errorMessage, heartbeat, noted, readMessage } from "./messages.ts";
import type { KamailioMetrics } from "./metrics.ts";
import { fillTable, type Table } from "./table.ts";

export type ConnectionOptions = Readonly<{
  host: string;
  port: number;
  decide: DecideCall;
  fallbacks: FallbackSource;
  log: Logger;
  metrics: KamailioMetrics;
  /** Called once, when Kamailio has answered the first time. */
  connected: () => void;
  /** Called once, whatever the reason. */
  ended: () => void;
}>;

export type Connection = Readonly<{
  /** Answers the calls in flight, for at most `graceMs`, and ends the connection. */
  end: (graceMs: number) => void;
}>;

export function openConnection(options: ConnectionOptions): Connection {
  const { host, port, log, metrics } = options;
  const address = `${host}:${port}`;
  let table: Table | undefined;
  let inFlight = 0;
  let ending = false;

  const failed = (code: "kamailio_silent" | "bad_message" | "fallbacks_unreadable", error?: unknown): void => {
    log.warn({ kamailio: address, code, err: error }, "the connection to Kamailio is given up");
    metrics.failed(code);
  };
  const link = openLink({
    host,
    port,
    heartbeat,
    oldestWaiting: () => table?.oldestWaiting(),
    received(messages) {
      // Kamailio asks whoever has sent a heartbeat: the first one went out before the table does.
      if (table === undefined && !ending) {
        options.connected();
        table = fillTable(options.fallbacks, link.send, (error) => {
          failed("fallbacks_unreadable", error);
          link.destroy();
        });
      }
      for (const message of messages) take(message);
    },
    failed: (code, error) => failed(code === "silent" ? "kamailio_silent" : code, error),
    ended(error) {
      if (error) log.debug({ kamailio: address, err: error }, "the connection to Kamailio failed");
      table?.stop();
      options.ended();
    },
  });

  const take = (text: string): void => {
    const message = readMessage(text);
    if (message === undefined) metrics.failed("bad_message");
    else if (message.type === "decide") decide(message);
    else {
      if (message.type === "ack") table?.acknowledged(message.n);
      if (table?.oldestWaiting() === undefined) link.send(noted);
    }
  };
  const decide = (question: DecideMessage): void => {
    inFlight += 1;
    if (!ID.test(question.company)) {
      reply(question, { known: false, code: "company_unknown" });
      return;
    }
    try {
      const answer = options.decide({
        company: question.company,
        call: {
          line: question.line,
          dialled: question.dialled,
          privacy: question.privacy === 1,
          ...(question.chosen === "" ? {} : { chosen: question.chosen }),
          ...(question.forwardedFrom === "" ? {} : { forwardedFrom: question.forwardedFrom }),
        },
        unknownLine: "main",
      });
      if (answer instanceof Promise) {
        answer.then(
          (known) => reply(question, known),
          (error: unknown) => refuse(question, error),
        );
      } else {
        reply(question, answer);
      }
    } catch (error) {
      refuse(question, error);
    }
  };
  const reply = (question: DecideMessage, answer: Answer): void => {
    if (answer.known) {
      if (!answer.lineKnown)
        log.debug({ company: question.company, line: question.line }, "a line that the directory does not know");
      answered(decisionMessage(question, answer.decision));
    } else {
      metrics.failed(answer.code);
      answered(errorMessage(question, answer.code));
    }
  };
  const refuse = (question: DecideMessage, error: unknown): void => {
    log.error({ company: question.company, err: error }, "a call could not be decided");
    metrics.failed("decide_failed");
    answered(errorMessage(question, "decide_failed"));
  };
  const answered = (message: string): void => {
    inFlight -= 1;
    if (!link.deliver(message)) metrics.failed("answer_undelivered");
    if (ending && inFlight === 0) link.end();
  };

  return {
    end(graceMs) {
      ending = true;
      table?.stop();
      if (inFlight === 0) link.end();
      setTimeout(link.destroy, graceMs).unref();
    },
  };
}
