/**
 * A store on PostgreSQL that several processes share. Calls are decided from a copy in the data folder, as on a call node,
 * so that they go on without the database.
 */
import type { Logger } from "pino";
import { createNodeCopy } from "../node/copy-reader.ts";
import { keepCopy } from "../node/keep-copy.ts";
import { nodeNameIn } from "../node/node-name.ts";
import { followCopy } from "../replica/follow.ts";
import { openPostgresReads } from "../store/postgres/reads.ts";
import { StorageError } from "../store/storage-error.ts";
import type { ThreadOptions } from "../thread/messages.ts";
import { startThreads } from "../thread/threads.ts";
import { followedSoon, type Backing } from "./backing.ts";
import { ending } from "./ending.ts";
import type { Trace } from "../trace/trace.ts";
import type { LaterWorkers } from "./later-workers.ts";

/** A page that is waited for; as a save, it is answered within 5 s. */
const READ_MS = 4000;

/** How long the answer of a save waits until this process decides from it. */
const CAUGHT_UP_MS = 1000;

/**
 * Without a copy from before, the database has to be there.
 * @param options with a data folder that this process holds
 * @throws StorageError if the database cannot be used
 */
export async function openShared(
  options: Omit<ThreadOptions, "role" | "databaseUrl" | "mayBeAway">,
  url: string,
  workers: LaterWorkers,
  log: Logger,
  trace: Trace,
): Promise<Backing> {
  const { dataDir, secretFile } = options;
  const { ends, close } = ending();
  try {
    const copy = createNodeCopy();
    ends(() => copy.close());
    const follower = followCopy(copy, (err) => log.error({ err }, "changes cannot be read"));
    ends(() => follower.stop());
    const there = Promise.withResolvers<void>();
    const kept = await keepCopy({
      copy,
      follower,
      log,
      folder: dataDir,
      name: nodeNameIn(dataDir),
      source: { kind: "database", url, secretFile },
      // It asks the database, which is not traced.
      traces: undefined,
      followed: workers.follow,
      there: there.resolve,
      untraced: () => {},
    });
    ends(() => kept.stop());
    let head = 0;
    const threads = await startThreads(
      { ...options, databaseUrl: url, mayBeAway: copy.isThere() },
      log,
      trace,
      (moved = head) => {
        head = Math.max(head, moved);
        kept.ring();
      },
    );
    const reads = openPostgresReads(url, READ_MS);
    ends(() => reads.close());
    ends(() => threads.close());
    return {
      copy,
      follower,
      reads,
      threads,
      position() {
        const status = kept.status();
        if (status === null || status.path === null)
          throw new StorageError("unavailable", "There is nothing to decide calls from yet: the copy is being filled.");
        return status.position;
      },
      head: () => Math.max(head, follower.revision()),
      async caughtUp() {
        if (!copy.isThere()) return;
        await follower.reached(head, CAUGHT_UP_MS);
        await followedSoon(workers);
      },
      whenThere: async (open) => {
        if (copy.isThere()) return open();
        void there.promise.then(open).catch((err: unknown) => log.error({ err }, "the doors of PBXs cannot be opened"));
      },
      readiness: () => ({
        isReady: copy.isThere(),
        body: {
          status: copy.isThere() ? "ready" : "filling",
          revision: follower.revision(),
          behindSeconds: kept.behindSeconds(),
          database: kept.isFollowing() ? "available" : "unavailable",
        },
      }),
      copyOfWorkers: () => ({ kind: "node", path: kept.status()?.path ?? null }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
