/**
 * The FastAGI door, an adapter: Asterisk connects for each call, with a question as in `GET /api/v1/decision` in the
 * URL of AGI(), and gets the same line in the channel variable CALLAS. FastAGI knows no key, so whoever reaches the port
 * may ask for every company: it belongs on loopback or a private network.
 */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Logger } from "pino";
import type { DecideCall } from "../../decide/decide-call.ts";
import { Refusal } from "../../policy/refusal.ts";
import { errorLine, oneLineQuestion } from "../http/one-line.ts";
import { undecided } from "../http/undecided.ts";
import { lineOf } from "../line.ts";
import { openingReader, setVariable } from "./agi-script.ts";
import type { AsteriskMetrics } from "./metrics.ts";

/** Each is open for the few milliseconds of one question. */
const MOST_CONNECTIONS = 1_000;
/** From the connection to its end. Asterisk itself waits 300 ms for the answer. */
const LONGEST_MS = 2_000;

/** The path of the URL in AGI(). */
const SCRIPT = /^decision\?/;

export type AsteriskOptions = Readonly<{
  host: string;
  port: number;
  decide: DecideCall;
  /** Turns anything thrown into the refusal to answer with; it logs errors that are not Asterisk's fault. */
  explainError: (error: unknown) => Refusal;
  log: Logger;
  metrics: AsteriskMetrics;
}>;

export type AsteriskDoor = Readonly<{
  port: number;
  /** How many connections are open. */
  fill: () => Readonly<{ used: number; limit: number }>;
  /** Takes no further calls, and resolves once those in flight are answered or out of time. */
  close: () => Promise<void>;
}>;

/** Resolves once it listens; rejects if it cannot. */
export async function listenForAsterisk(options: AsteriskOptions): Promise<AsteriskDoor> {
  const { host, port, decide, explainError, log, metrics } = options;
  let open = 0;
  const answer = (script: string): string => {
    try {
      if (!SCRIPT.test(script)) throw new Refusal("malformed", "The URL in AGI() is agi://HOST:PORT/decision?…");
      const { form: _, ...question } = oneLineQuestion(script);
      const decided = decide(question);
      if (!decided.known) throw undecided(decided, question);
      return lineOf(decided, question.call.dialled);
    } catch (error) {
      const { code } = explainError(error);
      metrics.failed(code);
      return errorLine(code);
    }
  };
  const serve = (socket: Socket): void => {
    const reader = openingReader();
    let answered = false;
    open += 1;
    const timer = setTimeout(() => {
      if (!answered) metrics.failed("asterisk_silent");
      socket.destroy();
    }, LONGEST_MS);
    socket.on("close", () => {
      clearTimeout(timer);
      open -= 1;
    });
    // A caller who hangs up resets the connection.
    socket.on("error", (error) => log.debug({ err: error }, "the connection to Asterisk failed"));
    socket.on("data", (chunk: Buffer) => {
      // Asterisk acknowledges the answer, which interests nobody.
      if (answered) return;
      try {
        const script = reader.read(chunk);
        if (script === undefined) return;
        answered = true;
        socket.end(setVariable("CALLAS", answer(script)));
      } catch (error) {
        answered = true;
        log.debug({ err: error }, "not a question of Asterisk");
        metrics.failed("bad_message");
        socket.destroy();
      }
    });
  };

  const server = createServer({ noDelay: true }, serve);
  server.maxConnections = MOST_CONNECTIONS;
  server.on("drop", () => metrics.failed("too_many_connections"));
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  const listening = address !== null && typeof address === "object" ? address.port : port;
  log.info({ agi: `${host}:${listening}` }, "listening for Asterisk");
  return {
    port: listening,
    fill: () => ({ used: open, limit: MOST_CONNECTIONS }),
    async close() {
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}
