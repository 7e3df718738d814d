/** Brings a copy whatever it asks for, one answer after another, for as long as the node lives. */
import { setTimeout as sleep } from "node:timers/promises";
import type { CopyStatus, CopyWriter } from "./copy-writer.ts";
import { StartOver, type FeedSource } from "./feed-source.ts";

/** How long a request waits for a change. */
export const WAIT_SECONDS = 25;

const LEAST_PAUSE_MS = 100;
/** Chance may add half of it. However long it was cut off, a node is to be there again within 5 s. */
const LONGEST_PAUSE_MS = 1500;

export type FollowOptions = Readonly<{
  writer: CopyWriter;
  source: FeedSource;
  /** Called after each answer; the next request, which confirms it, waits until calls are decided from it. */
  applied: (status: CopyStatus) => Promise<void>;
  /** Called with what kept an answer from being applied. */
  failed: (error: unknown) => void;
}>;

export function followFeed({ writer, source, applied, failed }: FollowOptions): Readonly<{
  stop: () => Promise<void>;
}> {
  const stopped = new AbortController();
  let pause = LEAST_PAUSE_MS;

  async function step(): Promise<void> {
    const ask = writer.next();
    const { position, path, isFilling } = writer.status();
    const before = position.revision;
    const answer = writer.begin(ask);
    let error: unknown = null;
    try {
      // A copy that is being filled is not there before it has caught up.
      const waits = ask.kind === "changes" && path !== null && !isFilling ? WAIT_SECONDS : 0;
      await source.fetch(ask, waits, answer.take);
    } catch (thrown) {
      error = thrown;
    }
    // What came before an error may be worth keeping.
    const isComplete = answer.end();
    if (error instanceof StartOver) {
      writer.startOver();
      return;
    }
    if (!isComplete) throw error ?? new Error("an answer of the feed is not complete");
    if (ask.kind === "changes" && writer.status().position.revision === before) writer.check();
    await applied(writer.status());
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted)
      try {
        await step();
        pause = LEAST_PAUSE_MS;
      } catch (error) {
        if (stopped.signal.aborted) return;
        failed(error);
        await sleep(pause * (0.5 + Math.random()), undefined, { signal: stopped.signal }).catch(() => {});
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
  }

  const running = run();
  return {
    async stop() {
      stopped.abort();
      await Promise.all([source.close(), running]);
      writer.close();
    },
  };
}
