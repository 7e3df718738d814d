/** The store in the data folder, which is also what calls are decided from. */
import type { Logger } from "pino";
import { READY } from "../api/operation-routes.ts";
import type { ThreadOptions } from "../thread/messages.ts";
import { startThreads } from "../thread/threads.ts";
import { followedSoon, type Backing } from "./backing.ts";
import { ending } from "./ending.ts";
import type { Trace } from "../trace/trace.ts";
import type { LaterWorkers } from "./later-workers.ts";

/**
 * @param options with a data folder that this process holds
 * @throws StorageError if the database cannot be used
 */
export async function openEmbedded(
  options: Omit<ThreadOptions, "role" | "databaseUrl" | "mayBeAway">,
  workers: LaterWorkers,
  log: Logger,
  trace: Trace,
): Promise<Backing> {
  const { ends, close } = ending();
  let follow = () => {};
  try {
    const starting = startThreads({ ...options, databaseUrl: null, mayBeAway: false }, log, trace, () => follow());
    // What this thread needs is loaded while the other one loads its own and opens the store.
    const [threads, { followCopy }, { openSqliteCopy }, { openSqliteReads }] = await Promise.all([
      starting,
      import("../replica/follow.ts"),
      import("../store/sqlite/copy.ts"),
      import("../store/sqlite/reads.ts"),
    ]);
    const copy = openSqliteCopy(options.dataDir);
    ends(() => copy.close());
    const reads = openSqliteReads(options.dataDir);
    ends(() => reads.close());
    ends(() => threads.close());
    const follower = followCopy(copy, (err) => log.error({ err }, "changes cannot be read"));
    ends(() => follower.stop());
    follow = follower.advance;
    return {
      copy,
      follower,
      reads,
      threads,
      position: () => copy.position(),
      head: () => copy.position().revision,
      // The thread reports each write before its answer.
      caughtUp: () => followedSoon(workers),
      whenThere: (open) => open(),
      readiness: () => READY,
      copyOfWorkers: () => ({ kind: "embedded" }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
