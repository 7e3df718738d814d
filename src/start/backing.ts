import { setTimeout as sleep } from "node:timers/promises";
import type { Readiness } from "../api/operation-routes.ts";
import type { Follower } from "../replica/follow.ts";
import type { Reads } from "../store/account-reads.ts";
import type { DecidingCopy } from "../store/deciding-copy.ts";
import type { Position } from "../store/feed.ts";
import type { Threads } from "../thread/threads.ts";
import type { CopyOfWorker } from "../worker/messages.ts";
import type { LaterWorkers } from "./later-workers.ts";

/** How long the answer of a save waits for workers: it is due within 5 s, also if one of them hangs. */
const FOLLOWED_MS = 3000;

export const followedSoon = (workers: LaterWorkers) =>
  Promise.race([workers.follow(), sleep(FOLLOWED_MS, undefined, { ref: false })]);

/** What the service decides calls from, and where it keeps its data. */
export type Backing = Readonly<{
  copy: DecidingCopy;
  follower: Follower;
  reads: Reads;
  threads: Threads;
  /**
   * The state of the store that calls are decided from.
   * @throws StorageError if there is none yet
   */
  position: () => Position;
  /** The revision of the last write, as far as it is known. */
  head: () => number;
  /** Resolves once this process and its workers decide from what it has just written, or after a bounded time. */
  caughtUp: () => Promise<void>;
  /** Calls it once there is something to decide from: at once, unless the copy is still being filled. */
  whenThere: (open: () => Promise<void>) => Promise<void>;
  readiness: () => Readiness;
  copyOfWorkers: () => CopyOfWorker;
  close: () => Promise<void>;
}>;
