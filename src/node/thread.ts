/** The thread that follows the feed and writes the copy, so that calls never wait for it. */
import { parentPort, workerData } from "node:worker_threads";
import { openCopyWriter, type CopyStatus } from "./copy-writer.ts";
import { openTrace } from "../trace/open-trace.ts";
import type { FeedSource } from "./feed-source.ts";
import { feedFrom } from "./fetch-feed.ts";
import { followFeed } from "./follow-feed.ts";
import { readFeed } from "./read-feed.ts";
import type { CopySource, FollowerOptions, FromFollower, ToFollower } from "./messages.ts";

const { folder, name, source: from, traces } = workerData as FollowerOptions;
const port = parentPort!;
const tell = (message: FromFollower) => port.postMessage(message, []);

const trace = await openTrace(traces, (why) => tell({ kind: "traces", why }));

const waiting = new Map<number, () => void>();
let next = 0;

/** Resolves once calls are decided from the copy as it is now. */
function applied(status: CopyStatus, isAnswer: boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const id = next++;
  waiting.set(id, resolve);
  tell({ kind: "applied", id, status, isAnswer });
  return promise;
}

/** Nobody waits for what is read from the store, but a server that is silent has to be noticed. */
const SILENCE_MS = 10_000;

const failed = (error: unknown) =>
  tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });

function sourceOf(asked: CopySource): FeedSource {
  if (asked.kind === "http") return feedFrom({ ...asked, name, trace });
  const { url, secretFile } = asked;
  const open = async () => {
    // A node of another Callas starts faster without the store.
    const { openPostgresStore } = await import("../store/postgres/postgres.ts");
    // The feed looks for changes itself.
    return await openPostgresStore({ url, secretFile, saveMilliseconds: SILENCE_MS, lookMilliseconds: null });
  };
  return readFeed({ open, name, failed });
}

const source = sourceOf(from);
const writer = openCopyWriter(folder);
const opened = applied(writer.status(), false);
let stop: () => Promise<void> = async () => writer.close();
let isStopping = false;

port.on("message", (message: ToFollower) => {
  if (message === "ring") {
    source.ring();
    return;
  }
  if (message === "stop") {
    isStopping = true;
    for (const go of waiting.values()) go();
    void end();
    return;
  }
  waiting.get(message.id)?.();
  waiting.delete(message.id);
});

async function end(): Promise<void> {
  await stop();
  await trace.end();
  port.close();
  // A collector that does not answer does not hold up the end.
  if (trace.isOn) process.exit();
}

await opened;
if (!isStopping)
  ({ stop } = followFeed({
    writer,
    source,
    applied: (status) => applied(status, true),
    failed,
  }));
