/**
 * The feed for call nodes, as lines of JSON. A thread reads one page at a time; nodes that wait for a change wait here,
 * and cost no thread.
 */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip, createZstdCompress } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parse } from "../http/malformed.ts";
import { Id } from "../policy/company.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Jobs } from "../settings/jobs.ts";
import type { LinesPage } from "../store/feed-lines.ts";
import type { Position } from "../store/feed.ts";
import type { Logger } from "pino";
import type { App } from "./app-types.ts";
import type { FeedNodes } from "../node/feed-nodes.ts";
import { NDJSON } from "./nodes.ts";

const FEED = "/api/v1/feed";

/** How long a node may have its request wait for a change, in seconds. */
const LONGEST_WAIT = 60;

/** After a change, what follows within this time is sent with it: one answer for many saves. */
const TOGETHER_MS = 20;

/** Requests for the feed at the same time. */
const MOST_READERS = 2000;

/** An answer that is not read for so long is given up. */
const UNREAD_MS = 60_000;

/** First pages that nodes at the same revision share until the next write. */
const MOST_SHARED = 16;

const FeedQuery = z.strictObject({
  node: Id.optional().meta({
    description: "The node that asks: by this it confirms that it knows all changes up to `after`",
  }),
  epoch: z.string().max(100).optional(),
  after: z.coerce.number().int().min(0).optional().meta({ description: "The revision whose state the reader has" }),
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(LONGEST_WAIT)
    .default(0)
    .meta({ description: "Seconds to wait for a change, if there is none" }),
});

const SnapshotQuery = z.strictObject({
  after: Id.optional().meta({ description: "A company: only those after it are sent" }),
  sums: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true")
    .meta({ description: "Whether to send companies without documents, to compare checksums" }),
});

export type FeedRouteOptions = Readonly<{
  /** The state of the store that this process has. */
  position: () => Position;
  /** Of the thread that reads. */
  reader: Pick<Jobs, "changedLines" | "snapshotLines">;
  reached: (revision: number, withinMilliseconds: number) => Promise<boolean>;
  nodes: FeedNodes;
  log: Pick<Logger, "error">;
}>;

/** Register it within the scope that authenticates and enforces access. */
export async function feedRoute(app: App, options: FeedRouteOptions): Promise<void> {
  const { reader, reached, nodes, log } = options;
  app.setValidatorCompiler(() => () => true);
  const stopped = Promise.withResolvers<void>();
  app.addHook("preClose", async () => stopped.resolve());
  let readers = 0;

  const firstPages = new Map<string, Promise<LinesPage>>();
  const changed = async (position: Position, cursor: LinesPage["next"]): Promise<LinesPage> => {
    const page = await reader.changedLines({ position, cursor });
    if (page === "start_over") throw startOver();
    return page;
  };
  function firstPage(position: Position): Promise<LinesPage> {
    const key = `${position.epoch} ${position.revision} ${options.position().revision}`;
    const known = firstPages.get(key);
    if (known) return known;
    if (firstPages.size >= MOST_SHARED) firstPages.clear();
    const page = changed(position, null);
    firstPages.set(key, page);
    page.catch(() => firstPages.delete(key));
    return page;
  }

  /** @throws Refusal `start_over` */
  function positionOf({ epoch, after }: z.infer<typeof FeedQuery>): Position {
    if (epoch !== options.position().epoch || after === undefined) throw startOver();
    return { epoch, revision: after };
  }

  async function waitForChange({ revision }: Position, seconds: number): Promise<void> {
    const waited = reached(revision + 1, seconds * 1000);
    const isReached = await Promise.race([waited, stopped.promise.then(() => false)]);
    if (isReached) await new Promise((resolve) => setTimeout(resolve, TOGETHER_MS));
  }

  async function bounded(reply: FastifyReply, work: () => Promise<void>): Promise<void> {
    if (readers >= MOST_READERS)
      throw new Refusal("too_many_requests", "Too many nodes are reading the feed.", { retryAfter: 5 });
    readers += 1;
    try {
      await work();
    } catch (error) {
      if (!reply.sent) throw error;
      // The reader sees that the last line is missing.
      reply.raw.destroy();
      if (!isGone(error)) log.error({ err: error }, "the feed was cut off");
    } finally {
      readers -= 1;
    }
  }

  app.get(
    FEED,
    {
      config: { access: { permissions: ["feed.follow"] } },
      schema: {
        tags: ["Call nodes"],
        summary: "What changed after a revision",
        description:
          "The first line is `{epoch, revision, format}`; then a line for each company that changed, in the order of " +
          "its last change: `{company, revision, documents, sum}`, its documents null if it was removed; then " +
          "`{trunks}` and `{keys}` if they changed; last `{end: true, revision, sum}`. Without the last line the answer is not " +
          "complete. 409 `start_over`: read the snapshot.",
        querystring: FeedQuery,
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      await bounded(reply, async () => {
        const asked = parse(FeedQuery, { ...request.query }, "/querystring");
        const { node, wait } = asked;
        const position = positionOf(asked);
        // Another process, which the node asked before, may be further: the store knows.
        const ahead = position.revision > options.position().revision ? await changed(position, null) : null;
        if (node !== undefined) await nodes.confirm(node, position);
        if (wait > 0 && options.position().revision === position.revision) await waitForChange(position, wait);
        await send(request, reply, ahead ?? (await firstPage(position)), (cursor) => changed(position, cursor));
      });
    },
  );

  app.get(
    `${FEED}/snapshot`,
    {
      config: { access: { permissions: ["feed.follow"] } },
      schema: {
        tags: ["Call nodes"],
        summary: "Everything, as lines of the feed",
        description:
          "After a break it goes on after the last company that was read. What changes meanwhile is in the feed after " +
          "the revision of the first line of the first answer.",
        querystring: SnapshotQuery,
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      await bounded(reply, async () => {
        const { after = "", sums } = parse(SnapshotQuery, { ...request.query }, "/querystring");
        const page = (cursor: LinesPage["next"]) => reader.snapshotLines({ after, cursor, sums });
        await send(request, reply, await page(null), page);
      });
    },
  );
}

const startOver = () =>
  new Refusal("start_over", "The changes after that revision are not known here: read the snapshot.");

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  first: LinesPage,
  next: (cursor: LinesPage["next"]) => Promise<LinesPage>,
): Promise<void> {
  const { raw } = reply;
  const encoding = encodingOf(request.headers["accept-encoding"] ?? "");
  reply.hijack();
  raw.setTimeout(UNREAD_MS, () => raw.destroy());
  raw.writeHead(200, {
    "content-type": NDJSON,
    "cache-control": "no-store",
    vary: "accept-encoding",
    ...(encoding && { "content-encoding": encoding }),
  });
  const pages = Readable.from(pagesFrom(first, next), { objectMode: false, highWaterMark: 1 });
  if (encoding === "zstd")
    await pipeline(pages, createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } }), raw);
  else if (encoding === "gzip") await pipeline(pages, createGzip({ level: 1 }), raw);
  else await pipeline(pages, raw);
}

async function* pagesFrom(first: LinesPage, next: (cursor: LinesPage["next"]) => Promise<LinesPage>) {
  for (let page = first; ; page = await next(page.next)) {
    yield Buffer.from(page.text);
    if (page.next === null) return;
  }
}

/** RFC 9110, 12.5.3. */
function encodingOf(accepted: string): "zstd" | "gzip" | null {
  const offered = new Set<string>();
  for (const part of accepted.split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) offered.add(name);
  }
  return offered.has("zstd") ? "zstd" : offered.has("gzip") ? "gzip" : null;
}

/** Whether the error only means that the client has gone. */
function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ECONNRESET" || code === "EPIPE";
}
