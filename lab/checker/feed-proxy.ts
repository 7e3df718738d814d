/** A bad network between a call node and the service: it is cut, silent, slow, or spoils answers. */
import { once } from "node:events";
import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../random.ts";

/** Chances, for each answer. */
export type Weather = Readonly<{
  /** The connection is reset within the answer. */
  cut: number;
  /** The answer ends too early, as if it were whole. */
  truncate: number;
  /** An earlier answer comes once more, in place of a new one. */
  replay: number;
  /** Each piece of an answer is late by up to so many milliseconds. */
  delay: number;
}>;

const FAIR: Weather = { cut: 0, truncate: 0, replay: 0, delay: 0 };

/** An answer as it came. */
type Recorded = Readonly<{ status: number; headers: OutgoingHttpHeaders; body: Buffer }>;

/** How many bytes of a spoilt answer come; few have more, as they are compressed. */
const MOST_OF_SPOILT = 200;

/** Answers that may come again. */
const MOST_RECORDED = 20;

export type SpoiltAnswers = { cut: number; truncated: number; replayed: number };

export class FeedProxy {
  /** What became of answers. */
  readonly spoilt: SpoiltAnswers = { cut: 0, truncated: 0, replayed: 0 };
  readonly #random: Random;
  readonly #server = createServer((asked, answer) => void this.#serve(asked, answer));
  #weather = FAIR;
  #isCut = false;
  /** Resolves when the network is no longer silent. */
  #silence: PromiseWithResolvers<void> | null = null;
  readonly #recorded: { kind: string; answer: Recorded }[] = [];
  readonly #target: string;

  constructor(target: string, random: Random) {
    this.#target = target;
    this.#random = random;
  }

  /** @returns its address */
  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resets everything that is under way, and what comes. */
  cut(): void {
    this.#isCut = true;
    this.#server.closeAllConnections();
  }

  /** Delivers nothing, without a word to either side. */
  silence(): void {
    this.#silence ??= Promise.withResolvers();
  }

  spoil(weather: Partial<Weather>): void {
    this.#weather = { ...FAIR, ...weather };
  }

  heal(): void {
    this.#isCut = false;
    this.#weather = FAIR;
    this.#silence?.resolve();
    this.#silence = null;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.cut();
    this.heal();
    if (this.#server.listening) await once(this.#server, "close");
  }

  async #serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    asked.resume();
    await this.#silence?.promise;
    if (this.#isCut) return void asked.socket.destroy();
    const kind = kindOf(asked.url ?? "");
    const old = this.#recorded.filter((one) => one.kind === kind);
    if (old.length > 0 && this.#random.chance(this.#weather.replay)) {
      this.spoilt.replayed += 1;
      const { status, headers, body } = this.#random.pick(old).answer;
      answer.writeHead(status, headers).end(body);
      return;
    }
    const { url: path, headers } = asked;
    const sent = request(this.#target + path, { headers, agent: false });
    answer.on("close", () => sent.destroy());
    sent.on("error", () => asked.socket.destroy());
    sent.on("response", (came) => void this.#pass(kind, came, answer));
    sent.end();
  }

  async #pass(kind: string | null, came: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { cut, truncate } = this.#weather;
    const fate = this.#random.chance(cut) ? "cut" : this.#random.chance(truncate) ? "truncated" : "whole";
    let room = fate === "whole" ? Infinity : this.#random.int(MOST_OF_SPOILT);
    const pieces: Buffer[] = [];
    const { connection: _, "keep-alive": __, "transfer-encoding": ___, ...headers } = came.headers;
    // With its length, an answer that ends early is as good as cut.
    if (fate === "truncated") delete headers["content-length"];
    try {
      answer.writeHead(came.statusCode!, headers);
      for await (const piece of came as AsyncIterable<Buffer>) {
        if (this.#weather.delay > 0) await sleep(this.#random.int(this.#weather.delay));
        await this.#silence?.promise;
        pieces.push(piece);
        answer.write(piece.subarray(0, room));
        room -= piece.length;
        if (room < 0) break;
      }
    } catch {
      answer.destroy();
      return;
    }
    if (room < 0 && fate !== "whole") this.spoilt[fate] += 1;
    if (room < 0 && fate === "cut") return void answer.destroy();
    answer.end();
    // What is known of the database before a restore is of no use to anybody.
    if (came.statusCode === 409) this.#recorded.length = 0;
    if (room >= 0 && kind !== null && came.statusCode === 200) {
      this.#recorded.push({ kind, answer: { status: came.statusCode, headers, body: Buffer.concat(pieces) } });
      if (this.#recorded.length > MOST_RECORDED) this.#recorded.shift();
    }
  }
}

/**
 * Answers of one kind may stand for each other. Null for what is asked only to compare or to mend: there an old answer
 * is a wrong one, and no reader could know.
 */
function kindOf(path: string): string | null {
  const url = new URL(path, "http://feed");
  const { pathname, searchParams } = url;
  if (pathname === "/api/v1/feed") return `changes for ${searchParams.get("node") ?? ""}`;
  if (pathname === "/api/v1/feed/snapshot" && searchParams.get("sums") === null)
    return `snapshot after ${searchParams.get("after") ?? ""}`;
  return null;
}
