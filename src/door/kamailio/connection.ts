/** One connection to the evapi module of one Kamailio, from the connect to its end. */
import { connect } from "node:net";
import type { Logger } from "pino";
import type { Answer, DecideCall, FallbackSource } from "../../decide/decide-call.ts";
import { decisionMessage, type DecideMessage, errorMessage, heartbeat, noted, readMessage } from "./messages.ts";
import type { KamailioMetrics } from "./metrics.ts";
import { encodeNetstring, netstringReader } from "./netstring.ts";
import { fillTable, type Table } from "./table.ts";

const HEARTBEAT_MS = 500;
/** Kamailio answers each heartbeat; one that has been silent for so long is gone, whatever TCP believes. */
const SILENCE_MS = 3_000;
const CONNECT_MS = 2_000;
/** The longest message that Kamailio may send, in bytes: four texts of a phone of 256 bytes each, escaped. */
const MESSAGE_LIMIT = 64 * 1024;
/** Answers that Kamailio has not read, in bytes. Beyond that they would come too late for their calls. */
const UNREAD_LIMIT = 1024 * 1024;

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
  const { log, metrics } = options;
  const address = `${options.host}:${options.port}`;
  const socket = connect({ host: options.host, port: options.port, noDelay: true });
  const reader = netstringReader(MESSAGE_LIMIT);
  let table: Table | undefined;
  let lastHeard = performance.now();
  let inFlight = 0;
  let ending = false;

  const send = (message: string): void => {
    if (socket.writable) socket.write(encodeNetstring(message));
  };
  const fail = (code: "kamailio_silent" | "bad_message" | "fallbacks_unreadable", error?: unknown): void => {
    log.warn({ kamailio: address, code, err: error }, "the connection to Kamailio is given up");
    metrics.failed(code);
    socket.destroy();
  };
  const answered = (message: string): void => {
    inFlight -= 1;
    if (!socket.writable || socket.writableLength > UNREAD_LIMIT) metrics.failed("answer_undelivered");
    else send(message);
    if (ending && inFlight === 0) socket.end();
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
  const decide = (question: DecideMessage): void => {
    inFlight += 1;
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

  const checkAndBeat = (): void => {
    if (socket.destroyed) return;
    const now = performance.now();
    const stalled = now - (table?.oldestWaiting() ?? now) > SILENCE_MS;
    if (now - lastHeard > SILENCE_MS || stalled) fail("kamailio_silent");
    else send(heartbeat);
  };
  // A process that was stopped for a while reads first what Kamailio said meanwhile: immediates run after reading.
  const beat = setInterval(() => setImmediate(checkAndBeat), HEARTBEAT_MS);
  socket.setTimeout(CONNECT_MS, () => socket.destroy());

  socket.on("connect", () => {
    socket.setTimeout(0);
    lastHeard = performance.now();
    // Kamailio asks whoever has sent a heartbeat: the first one goes out before the table.
    send(heartbeat);
  });
  const heard = (): void => {
    lastHeard = performance.now();
    if (table !== undefined || ending) return;
    options.connected();
    table = fillTable(options.fallbacks, send, (error) => fail("fallbacks_unreadable", error));
  };
  socket.on("data", (chunk: Buffer) => {
    heard();
    let messages: string[];
    try {
      messages = reader.read(chunk);
    } catch (error) {
      fail("bad_message", error);
      return;
    }
    for (const text of messages) {
      const message = readMessage(text);
      if (message === undefined) metrics.failed("bad_message");
      else if (message.type === "decide") decide(message);
      else {
        if (message.type === "ack") table?.acknowledged(message.n);
        if (table?.oldestWaiting() === undefined) send(noted);
      }
    }
  });
  socket.on("error", (error) => log.debug({ kamailio: address, err: error }, "the connection to Kamailio failed"));
  socket.on("close", () => {
    clearInterval(beat);
    table?.stop();
    options.ended();
  });

  return {
    end(graceMs) {
      ending = true;
      table?.stop();
      if (inFlight === 0) socket.end();
      setTimeout(() => socket.destroy(), graceMs).unref();
    },
  };
}
