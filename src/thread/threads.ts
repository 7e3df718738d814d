/** The store threads as the main thread sees them: it sends jobs and receives answers. */
import { Worker } from "node:worker_threads";
import type { Logger } from "pino";
import type { ThreadRole } from "../api/run-endpoint.ts";
import { Refusal } from "../policy/refusal.ts";
import { notReached, StorageError } from "../store/storage-error.ts";
import type { Trace } from "../trace/trace.ts";
import { unpackError, type FromThread, type Job, type ThreadOptions, type ToThread } from "./messages.ts";

export type Threads = Readonly<{
  /**
   * @returns the RawReply of an endpoint, or the result of a job
   * @throws Refusal, StorageError thrown by the job; `unavailable` if its thread ended before the answer, or does not
   *   start in time
   */
  run: (role: ThreadRole, job: Job) => Promise<unknown>;
  /** The number of jobs that have no answer yet. */
  atWork: () => number;
  /** Finishes the jobs and ends the threads: at once where one is still starting, whatever that waits for. */
  close: () => Promise<void>;
}>;

/** A company of 100,000 people needs about 1 GiB while it is saved. Beyond the limit, only the thread ends. */
const HEAP_LIMIT_MIB = 3072;

/** Jobs that may wait for a thread. Their bytes have a separate bound (api/turnstile.ts). */
export const MOST_JOBS = 2000;

const RESTART_MS = 100;

/** How long what is asked waits for a thread's first start: on a busy machine, that takes several seconds. */
const FIRST_START_MS = 15_000;

type Waiting = Readonly<{ resolve: (reply: unknown) => void; reject: (error: unknown) => void }>;

/** Bodies of this size are transferred to the thread if they own their memory; others are copied. */
const MOVED_FROM_BYTES = 64 * 1024;

/**
 * Starts both threads, the writer first because it upgrades the database to this version. The reader goes on starting:
 * what is asked of it waits for that, within bounds.
 * @param headMoved is called after each write, with the head if it is known
 * @throws StorageError if the data folder cannot be used
 */
export async function startThreads(
  options: Omit<ThreadOptions, "role">,
  log: Logger,
  trace: Trace,
  headMoved: (head?: number) => void,
): Promise<Threads> {
  const writer = keepThread({ role: "writer", ...options }, log, trace, headMoved);
  try {
    await writer.started;
  } catch (error) {
    await writer.close();
    throw error;
  }
  const reader = keepThread({ role: "reader", ...options }, log, trace, headMoved);
  reader.started.catch((error: unknown) => log.error({ err: error, thread: "reader" }, CANNOT_START));
  const threads = { writer, reader };
  return {
    run: (role, job) => threads[role].run(job),
    atWork: () => writer.atWork() + reader.atWork(),
    close: async () => void (await Promise.all([writer.close(), reader.close()])),
  };
}

const CANNOT_START = "a store thread cannot be started";

type Thread = Readonly<{
  /** Rejects if it cannot be started; it is tried again, unless it is closed. */
  started: Promise<void>;
  run: (job: Job) => Promise<unknown>;
  atWork: () => number;
  close: () => Promise<void>;
}>;

/** Runs one thread, and restarts it if it ends unexpectedly. */
function keepThread(options: ThreadOptions, log: Logger, trace: Trace, headMoved: (head?: number) => void): Thread {
  const waiting = new Map<number, Waiting>();
  /** Each lets go on what was asked before the end of the first start. */
  const early = new Set<() => void>();
  let isFirstStart = true;
  let next = 0;
  /** One that is ready, and one that is not yet. */
  let worker: Worker | null = null;
  let starting: Worker | null = null;
  let closing = false;
  /** What was last said of it. */
  let away = "";
  let ended: () => void;
  const end = new Promise<void>((resolve) => (ended = resolve));

  const answered = (id: number): Waiting => {
    const found = waiting.get(id)!;
    waiting.delete(id);
    return found;
  };

  async function firstStart(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, FIRST_START_MS);
    early.add(resolve);
    await promise;
    early.delete(resolve);
    clearTimeout(timer);
  }

  function firstStartEnded(): void {
    isFirstStart = false;
    for (const goOn of early) goOn();
  }

  const start = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const started = new Worker(new URL("thread.ts", import.meta.url), {
        workerData: options,
        resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MIB },
      });
      starting = started;
      started.on("message", (message: FromThread) => {
        switch (message.kind) {
          case "ready":
            if (closing) break;
            [worker, starting] = [started, null];
            firstStartEnded();
            resolve();
            break;
          case "failed":
            reject(unpackError(message.error));
            break;
          case "away":
            if (message.message !== away)
              log.error(
                { thread: options.role, why: message.message },
                "the database cannot be opened; it is tried again",
              );
            away = message.message;
            break;
          case "unheard":
            log.info(
              { why: message.message },
              "the database does not tell of writes; it is asked for them all the same",
            );
            break;
          case "head":
            headMoved(message.head);
            break;
          case "done":
            answered(message.id).resolve(message.reply);
            break;
          case "thrown":
            answered(message.id).reject(unpackError(message.error));
        }
      });
      started.on("error", (error) => {
        log.error({ err: error, thread: options.role }, "a store thread failed");
        reject(error);
      });
      started.on("exit", () => {
        [worker, starting] = [null, null];
        firstStartEnded();
        for (const [id] of waiting) answered(id).reject(cutOff());
        if (closing) {
          resolve();
          return ended();
        }
        reject(cutOff());
        // The last write may not have been reported.
        headMoved();
        setTimeout(restart, RESTART_MS).unref();
      });
    });

  function restart(): void {
    if (closing) return ended();
    void startAgain();
  }

  async function startAgain(): Promise<void> {
    try {
      await start();
      if (!closing) log.warn({ thread: options.role }, "a store thread was restarted");
    } catch (error) {
      log.error({ err: error, thread: options.role }, CANNOT_START);
    }
  }

  return {
    started: start(),
    async run(job) {
      if (waiting.size + early.size >= MOST_JOBS)
        throw new Refusal(
          "too_many_requests",
          "Too many requests are waiting for the database; try again in a moment.",
          { retryAfter: 5 },
        );
      if (isFirstStart) await firstStart();
      if (worker === null) throw isFirstStart ? notReached() : cutOff();
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const id = next++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, job, traced: trace.headers() } satisfies ToThread, moved(job));
      return await promise;
    },
    atWork: () => waiting.size + early.size,
    async close() {
      closing = true;
      if (starting !== null) void starting.terminate();
      else if (worker !== null) worker.postMessage("close", []);
      else return;
      await end;
    },
  };
}

function moved(job: Job): ArrayBuffer[] {
  const body = job.kind === "endpoint" ? job.request.body : null;
  const owns = body !== null && body.byteLength >= MOVED_FROM_BYTES && body.byteLength === body.buffer.byteLength;
  return owns && body.buffer instanceof ArrayBuffer ? [body.buffer] : [];
}

function cutOff(): StorageError {
  const message = "The database was interrupted during the request: read it again to see what was saved.";
  return new StorageError("unavailable", message);
}
