/** Asks a Callas with a store for the feed, over HTTP. */
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";

/** How long nothing may come, besides the time that the request itself waits. */
const SILENCE_MS = 15_000;

/** Of an answer that is no feed. */
const MOST_OF_PROBLEM = 4096;

/** The other side answered something else than the feed. */
export class FeedRefused extends Error {
  /** The code of the error; "" if it is none of Callas's. */
  readonly code: string;

  constructor(status: number, code: string) {
    super(`the feed is refused: ${status} ${code}`);
    this.code = code;
  }
}

export type FeedSource = Readonly<{
  /**
   * Passes the text of an answer on as it comes.
   * @param path below /api/v1/feed, with the query
   * @param waits how long the request itself asks to wait, in seconds
   * @throws FeedRefused, or the error of the connection; what came before has been passed on
   */
  fetch: (path: string, waits: number, take: (text: string) => void) => Promise<void>;
  /** Ends what is under way. */
  close: () => void;
}>;

/** @param from an address with http: or https:, perhaps with a path; without a trailing slash */
export function feedFrom(from: string, key: string): FeedSource {
  const isSecure = from.startsWith("https:");
  const agent = isSecure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const stopped = new AbortController();
  const headers = { authorization: `Bearer ${key}`, "accept-encoding": "zstd, gzip" };

  function answerTo(path: string, waits: number): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const request = isSecure ? requestHttps : requestHttp;
    const sent = request(`${from}/api/v1/feed${path}`, { agent, headers, signal: stopped.signal }, resolve);
    sent.setTimeout(waits * 1000 + SILENCE_MS, () => sent.destroy(new Error("the feed is silent")));
    sent.on("error", reject).end();
    return promise;
  }

  return {
    async fetch(path, waits, take) {
      const answer = await answerTo(path, waits);
      if (answer.statusCode !== 200) throw new FeedRefused(answer.statusCode ?? 0, await codeOf(answer));
      const decoder = new TextDecoder();
      try {
        for await (const chunk of decoded(answer)) take(decoder.decode(chunk as Buffer, { stream: true }));
      } finally {
        // Also if taking it failed.
        answer.destroy();
      }
    },
    close() {
      stopped.abort();
      agent.destroy();
    },
  };
}

/** What is read from it before an error was sent. */
function decoded(answer: IncomingMessage): Readable {
  const encoding = answer.headers["content-encoding"];
  const decoder = encoding === "zstd" ? createZstdDecompress() : encoding === "gzip" ? createGunzip() : null;
  if (decoder === null) return answer;
  // A cut stream ends without its trailer: what came until then has been decoded, and the decoder fails after it.
  answer.on("error", () => decoder.end());
  answer.on("aborted", () => decoder.end());
  return answer.pipe(decoder);
}

async function codeOf(answer: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of answer) {
    text += String(chunk);
    if (text.length > MOST_OF_PROBLEM) {
      answer.destroy();
      break;
    }
  }
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    return typeof code === "string" ? code : "";
  } catch {
    return "";
  }
}
