/** The conversation with one Kamailio over one connection to its evapi module, from beginning to end. */
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
  /** Called once, for any reason. */
  ended: () => void;
}>;

export type Connection = Readonly<{
  /** Ends the connection once the answers are written, or after `graceMs`. */
  end: (graceMs: number) => void;
}>;

export function openConnection(options: ConnectionOptions): Connection {
  const { host, port, log, metrics } = options;
  const address = `${host}:${port}`;
  let table: Table | undefined;
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
      // Kamailio asks any client that has sent a heartbeat: the first one is sent before the table.
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
      reply(question, answer);
    } catch (error) {
      log.error({ company: question.company, err: error }, "a call could not be decided");
      metrics.failed("decide_failed");
      deliver(errorMessage(question, "decide_failed"));
    }
  };
  const reply = (question: DecideMessage, answer: Answer): void => {
    if (answer.known) {
      if (!answer.lineKnown)
        log.debug({ company: question.company, line: question.line }, "the line is not in the directory");
      deliver(decisionMessage(question, answer.decision));
    } else {
      metrics.failed(answer.code);
      deliver(errorMessage(question, answer.code));
    }
  };
  const deliver = (message: string): void => {
    if (!link.deliver(message)) metrics.failed("answer_undelivered");
  };

  return {
    end(graceMs) {
      ending = true;
      table?.stop();
      link.end();
      setTimeout(link.destroy, graceMs).unref();
    },
  };
}
