/** The conversation with one Kamailio over one connection to its evapi module, from beginning to end. */
import type { Logger } from "pino";
import type { Answer, DecideCall, FallbackSource } from "../../decide/decide-call.ts";
import { ID } from "../../policy/id.ts";
import type { Connection, ConnectionEvents, PbxAddress } from "../keep-connected.ts";
import { greet, type Challenge, type Refusal } from "./greeting.ts";
import { openLink } from "./link.ts";
import {
  beat,
  decisionMessage,
  errorMessage,
  helloMessage,
  noted,
  proofMessage,
  readMessage,
  refusedMessage,
  type FromKamailio,
  type Question,
} from "./messages.ts";
import type { KamailioMetrics } from "./metrics.ts";
import { fillTable, type Table } from "./table.ts";
import { plainPresentation } from "../plain-presentation.ts";

export type ConnectionOptions = PbxAddress &
  ConnectionEvents &
  Readonly<{
    /** The same as CALLAS_SECRET in Kamailio; empty if there is none. */
    secret: string;
    decide: DecideCall;
    fallbacks: FallbackSource;
    /** See TableOptions. */
    mostSentAtOnce: number;
    log: Logger;
    metrics: KamailioMetrics;
  }>;

export function openConnection(options: ConnectionOptions): Connection {
  const { host, port, log, metrics } = options;
  const address = `${host}:${port}`;
  const greeting = greet(options.secret);
  /** Undefined until Kamailio has accepted the connection, and if it keeps no table. */
  let table: Table | undefined;
  let hasProved = false;
  let isAccepted = false;
  let ending = false;
  let refusal: Refusal | undefined;

  const failed = (code: "kamailio_silent" | "bad_message", error?: unknown): void => {
    log.warn({ kamailio: address, code, err: error }, "the connection to Kamailio is given up");
    metrics.failed(code);
  };
  const link = openLink({
    host,
    port,
    greeting: helloMessage(greeting.nonce, options.fallbacks.position().epoch),
    heartbeat: () => (isAccepted ? beat : undefined),
    oldestWaiting: () => table?.oldestWaiting(),
    received(messages) {
      for (const message of messages) take(message);
    },
    failed: (code, error) => failed(code === "silent" ? "kamailio_silent" : code, error),
    ended(error) {
      if (error) log.debug({ kamailio: address, err: error }, "the connection to Kamailio failed");
      table?.stop();
      options.ended(refusal);
    },
  });

  const take = (text: string): void => {
    const message = readMessage(text);
    if (message === undefined) metrics.failed("bad_message");
    else if (message.type === "challenge") answerChallenge(message);
    else if (message.type === "welcome") accepted(message.held);
    // Whoever has not shown that they know the secret learns nothing.
    else if (isAccepted) serve(message);
  };
  const answerChallenge = (challenge: Challenge): void => {
    const answer = greeting.answer(challenge);
    if ("proof" in answer) {
      hasProved = true;
      link.send(proofMessage(answer.proof));
      return;
    }
    refusal = answer.refusal;
    log.warn({ kamailio: address, code: refusal }, "Kamailio and Callas do not have the same secret or version");
    metrics.failed(refusal);
    link.send(refusedMessage(refusal));
    link.end();
  };
  const accepted = (held: string): void => {
    if (isAccepted || ending || !hasProved) return;
    isAccepted = true;
    options.connected();
    link.send(beat);
    if (held === "-") return;
    table = fillTable({
      fallbacks: options.fallbacks,
      held,
      mostSentAtOnce: options.mostSentAtOnce,
      send: link.send,
      full() {
        log.warn({ kamailio: address }, "Kamailio's fallback table is full");
        metrics.failed("table_full");
      },
      failed(error) {
        log.error({ kamailio: address, err: error }, "Kamailio's fallback table cannot be kept right");
        metrics.failed("fallbacks_unreadable");
      },
    });
  };
  const serve = (message: Exclude<FromKamailio, { type: "challenge" | "welcome" }>): void => {
    switch (message.type) {
      case "ask":
        decide(message.question);
        break;
      case "unreadable":
        metrics.failed("bad_message");
        deliver(errorMessage(message.key, "bad_question"));
        break;
      case "foreign":
        break;
      case "ack":
        table?.acknowledged(message.n, message.result);
        if (table?.oldestWaiting() === undefined) link.send(noted);
        break;
      case "beat":
        link.send(noted);
    }
  };
  const decide = (question: Question): void => {
    const { key, company, call, trunks } = question;
    if (!ID.test(company)) {
      reply(question, { known: false, code: "company_unknown" });
      return;
    }
    try {
      const answer = options.decide({
        company,
        call,
        ...(trunks.length === 0 ? {} : { trunks }),
        unknownLine: "main",
      });
      reply(question, answer);
    } catch (error) {
      log.error({ company, err: error }, "a call could not be decided");
      metrics.failed("decide_failed");
      deliver(errorMessage(key, "decide_failed"));
    }
  };
  const reply = (question: Question, answer: Answer): void => {
    if (answer.known) {
      const { company, call, domain } = question;
      if (!answer.lineKnown) log.debug({ company, line: call.line }, "the line is not in the directory");
      const ownDomain = () => (domain === "" ? [] : [plainPresentation(answer.decision, domain, call.forwardReason)]);
      deliver(decisionMessage(question, answer, answer.presentations ?? ownDomain()));
      table?.asked(company, question.stamp, answer.revision);
    } else {
      if (answer.code === "company_unknown") table?.asked(question.company, question.stamp, null);
      metrics.failed(answer.code);
      deliver(errorMessage(question.key, answer.code));
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
