import type { Readiness } from "../api/operation-routes.ts";
import type { Follower } from "../replica/follow.ts";
import type { Reads } from "../store/account-reads.ts";
import type { DecidingCopy } from "../store/deciding-copy.ts";
import type { Position } from "../store/feed.ts";
import type { Threads } from "../thread/threads.ts";

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
  /** Resolves once this process decides from what it has just written, or after a bounded time. */
  caughtUp: () => Promise<void>;
  /** Calls it once there is something to decide from: at once, unless the copy is still being filled. */
  whenThere: (open: () => Promise<void>) => Promise<void>;
  readiness: () => Readiness;
  close: () => Promise<void>;
}>;
