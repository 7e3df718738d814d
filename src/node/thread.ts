/** The thread that follows the feed and writes the copy, so that calls never wait for it. */
import { parentPort, workerData } from "node:worker_threads";
import { openCopyWriter, type CopyStatus } from "./copy-writer.ts";
import { feedFrom } from "./fetch-feed.ts";
import { followFeed } from "./follow-feed.ts";
import type { FollowerOptions, FromFollower, ToFollower } from "./messages.ts";

const { folder, from, key, name } = workerData as FollowerOptions;
const port = parentPort!;
const tell = (message: FromFollower) => port.postMessage(message, []);

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

const writer = openCopyWriter(folder);
const opened = applied(writer.status(), false);
let stop: () => Promise<void> = async () => writer.close();
let isStopping = false;

port.on("message", (message: ToFollower) => {
  if (message === "stop") {
    isStopping = true;
    for (const go of waiting.values()) go();
    void stop().then(() => port.close());
    return;
  }
  waiting.get(message.id)?.();
  waiting.delete(message.id);
});

await opened;
if (!isStopping)
  ({ stop } = followFeed({
    writer,
    source: feedFrom(from, key),
    name,
    applied: (status) => applied(status, true),
    failed: (error) => tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
  }));
