/** The thread that follows the feed, as the main thread sees it: it starts it again if it ends. */
import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Logger } from "pino";
import type { Follower } from "../replica/follow.ts";
import type { NodeCopy } from "./copy-reader.ts";
import type { CopyStatus } from "./copy-writer.ts";
import { WAIT_SECONDS } from "./follow-feed.ts";
import type { FollowerOptions, FromFollower, ToFollower } from "./messages.ts";

export type KeptCopy = Readonly<{
  /** Null until the copy has been opened. */
  status: () => CopyStatus | null;
  /** How long ago the copy was the same as the store, in seconds; 0 while it follows. */
  behindSeconds: () => number;
  /** Whether the last attempt to follow succeeded. */
  isFollowing: () => boolean;
  /** Something may have been written: the copy need not wait until it notices. */
  ring: () => void;
  stop: () => Promise<void>;
}>;

export type KeepCopyOptions = FollowerOptions &
  Readonly<{
    copy: NodeCopy;
    follower: Pick<Follower, "advance" | "position">;
    log: Pick<Logger, "warn" | "error" | "info">;
    /** Resolves once workers, too, decide from the copy at this path. */
    followed: (path: string) => Promise<void>;
    /** Called once there is a copy to decide from. */
    there: () => void;
    /** Called when the thread's spans cannot be sent, and with null when they can again. */
    untraced: (why: string | null) => void;
  }>;

/** Reasons that the log tells until there is an answer again. */
const MOST_EXPLAINED = 10;

const AGAIN_MS = 1000;
const LOOK_MS = 10;

/** A company of 100,000 people needs about 1 GiB while it is put into parts. */
const HEAP_LIMIT_MIB = 3072;

/** An answer may take some time on its way. */
const LATE_MS = 5000;

/** Resolves once the copy has been opened, filled or not. */
export async function keepCopy({
  copy,
  follower,
  log,
  followed,
  there,
  untraced,
  ...options
}: KeepCopyOptions): Promise<KeptCopy> {
  let status: CopyStatus | null = null;
  /** When the copy was last known to be the same as the store: performance.now(). */
  let sameAt = Number.NEGATIVE_INFINITY;
  let isFailing = true;
  /** What the log says of it already. */
  const explained = new Set<string>();
  let worker: Worker | null = null;
  let [isStopping, isThere] = [false, false];
  const opened = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();

  /** Calls are decided from this state afterwards. */
  async function turnTo({ path, life, position }: CopyStatus): Promise<void> {
    if (path === null) return;
    copy.use(path);
    follower.advance();
    for (;;) {
      const at = follower.position();
      if ((at.epoch === life && at.revision >= position.revision) || isStopping) break;
      await sleep(LOOK_MS);
      follower.advance();
    }
    await followed(path);
    if (isThere) return;
    isThere = true;
    there();
  }

  async function take(message: Extract<FromFollower, { kind: "applied" }>, from: Worker): Promise<void> {
    status = message.status;
    if (sameAt === Number.NEGATIVE_INFINITY && status.path !== null) sameAt = performance.now() - ageOf(status.path);
    await turnTo(status);
    opened.resolve();
    if (message.isAnswer) {
      if (isFailing) log.info({ revision: status.position.revision }, "following the feed");
      isFailing = false;
      explained.clear();
      if (status.path !== null && !status.isFilling) sameAt = performance.now();
    }
    from.postMessage({ kind: "decided", id: message.id } satisfies ToFollower, []);
  }

  function start(): void {
    const started = new Worker(new URL("thread.ts", import.meta.url), {
      workerData: options satisfies FollowerOptions,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MIB },
    });
    worker = started;
    started.on("message", (message: FromFollower) => {
      if (message.kind === "failed") {
        isFailing = true;
        const why = message.message;
        if (explained.has(why) || explained.size === MOST_EXPLAINED) return;
        explained.add(why);
        log.warn(
          { why },
          `the feed cannot be followed; ${isThere ? "calls go on as they were" : "no call is decided"}`,
        );
      } else if (message.kind === "traces") untraced(message.why);
      else
        take(message, started).catch((err: unknown) => {
          log.error({ err }, "the copy cannot be read");
          // Without an answer it would wait for ever.
          void started.terminate();
        });
    });
    started.on("error", (err) => log.error({ err }, "the thread that follows the feed failed"));
    started.on("exit", () => {
      worker = null;
      isFailing = true;
      if (isStopping) return ended.resolve();
      setTimeout(() => (isStopping ? ended.resolve() : start()), AGAIN_MS);
    });
  }

  start();
  await opened.promise;
  return {
    status: () => status,
    behindSeconds() {
      const since = performance.now() - sameAt;
      const isFollowing = !isFailing && since < WAIT_SECONDS * 1000 + LATE_MS;
      return isFollowing || since === Number.POSITIVE_INFINITY ? 0 : Math.round(since / 1000);
    },
    isFollowing: () => !isFailing,
    ring: () => worker?.postMessage("ring" satisfies ToFollower, []),
    async stop() {
      isStopping = true;
      if (worker === null) return;
      worker.postMessage("stop" satisfies ToFollower, []);
      await ended.promise;
    },
  };
}

/** How long ago a file was written last, in ms. */
function ageOf(path: string): number {
  const times = [path, `${path}-wal`].map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.max(0, Date.now() - Math.max(...times));
}
