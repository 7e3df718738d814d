/** Asks a Callas with a store for the feed, over HTTP. */
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { during, type Trace } from "../trace/trace.ts";
import type { Ask } from "./copy-writer.ts";
import { StartOver, type FeedSource } from "./feed-source.ts";

/** How long nothing may come, besides the time that the request itself waits. */
const SILENCE_MS = 15_000;

/** What is decoded at once: Node's own 16 KiB would take a turn of the event loop for every few companies. */
const DECODED_AT_ONCE = { chunkSize: 256 * 1024 };

/** Of an answer that is no feed. */
const MOST_OF_PROBLEM = 4096;

export type FetchFeedOptions = Readonly<{
  /** An address with http: or https:, perhaps with a path; without a trailing slash. */
  from: string;
  /** Of role `node`. */
  key: string;
  /** Under which the node is listed. */
  name: string;
  trace: Trace;
}>;

export function feedFrom({ from, key, name, trace }: FetchFeedOptions): FeedSource {
  const isSecure = from.startsWith("https:");
  const agent = isSecure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const stopped = new AbortController();
  const headers = { authorization: `Bearer ${key}`, "accept-encoding": "zstd, gzip" };

  function answerTo(path: string, waits: number): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const request = isSecure ? requestHttps : requestHttp;
    const asked = { agent, headers: { ...headers, ...trace.headers() }, signal: stopped.signal };
    const sent = request(`${from}/api/v1/feed${path}`, asked, resolve);
    sent.setTimeout(waits * 1000 + SILENCE_MS, () => sent.destroy(new Error("the feed is silent")));
    sent.on("error", reject).end();
    return promise;
  }

  return {
    fetch: (ask, waits, take) =>
      during(trace, { name: `feed ${ask.kind}`, kind: "client" }, async (span) => {
        const answer = await answerTo(pathOf(ask, name, waits), waits);
        span.add({ "http.request.method": "GET", "http.response.status_code": answer.statusCode ?? 0 });
        if (answer.statusCode !== 200) {
          const code = await codeOf(answer);
          throw code === "start_over"
            ? new StartOver()
            : new Error(`the feed is refused: ${answer.statusCode ?? 0} ${code}`);
        }
        const decoder = new TextDecoder();
        try {
          for await (const chunk of decoded(answer)) take(decoder.decode(chunk as Buffer, { stream: true }));
        } finally {
          // Also if taking it failed.
          answer.destroy();
        }
      }),
    // The other side answers as soon as there is a change.
    ring: () => {},
    async close() {
      stopped.abort();
      agent.destroy();
    },
  };
}

/** What is read from it before an error was sent. */
function decoded(answer: IncomingMessage): Readable {
  const encoding = answer.headers["content-encoding"];
  const decoder =
    encoding === "zstd"
      ? createZstdDecompress(DECODED_AT_ONCE)
      : encoding === "gzip"
        ? createGunzip(DECODED_AT_ONCE)
        : null;
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

/** Below /api/v1/feed, with the query. */
function pathOf(ask: Ask, name: string, waits: number): string {
  switch (ask.kind) {
    case "snapshot":
      return `/snapshot${ask.after === "" ? "" : `?after=${encodeURIComponent(ask.after)}`}`;
    case "sums":
      return "/snapshot?sums=true";
    case "company":
      return `/companies/${encodeURIComponent(ask.company)}`;
    case "changes": {
      const { epoch, revision } = ask.position;
      const query = new URLSearchParams({ epoch, after: String(revision), wait: String(waits) });
      if (ask.confirms) query.set("node", name);
      return `?${query.toString()}`;
    }
  }
}
