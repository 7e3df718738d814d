/** The workers as the service sees them: it starts them, tells them of changes, and starts again those that end. */
import cluster, { type Worker } from "node:cluster";
import { isIP } from "node:net";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { KeyUse } from "../access/key-uses.ts";
import type { FromWorker, ToWorker, WorkerMetrics, WorkerOptions } from "./messages.ts";

export type Workers = Readonly<{
  /** Resolves to the address once all listen: `http://127.0.0.1:8480`. Rejects if they cannot; they are stopped then. */
  listening: Promise<string>;
  /**
   * Resolves once every worker decides from what the copy contains now. A worker that hangs is killed after 15 s, so that
   * none decides from an older state afterwards.
   * @param path of the file, where the copy is a node's
   */
  follow: (path?: string) => Promise<void>;
  /** The metrics of each worker that answers within the bound. */
  measure: () => Promise<readonly WorkerMetrics[]>;
  alive: () => number;
  /** Answers the requests in flight, then ends the workers. */
  stop: () => Promise<void>;
}>;

export type WorkersOptions = WorkerOptions &
  Readonly<{ count: number; keysUsed: (uses: readonly KeyUse[]) => void; log: Pick<Logger, "error" | "warn"> }>;

const AGAIN_MS = 1000;

/** A process that does not answer for so long hangs, however busy the machine is. */
const HANGS_MS = 15_000;

/** How often workers are asked to follow when nothing is saved, so that one that hangs is noticed. */
const BEAT_MS = 10_000;
const MEASURE_MS = 1000;

/** Longer than a worker's own bound for requests in flight. */
const STOP_MS = 10_000;

/** A worker, with those who wait for it. */
type Running = {
  readonly worker: Worker;
  isListening: boolean;
  readonly following: Map<number, () => void>;
  readonly measuring: Map<number, (metrics: WorkerMetrics | null) => void>;
};

/** Errors of listening have the code of the system. */
export function startWorkers(options: WorkersOptions): Workers {
  const { count, config, socket, keysUsed, log } = options;
  let { copy } = options;
  let [steps, isStopping] = [0, false];
  const running = new Set<Running>();
  cluster.setupPrimary({ exec: fileURLToPath(new URL("../worker.ts", import.meta.url)), args: [] });

  /** @returns its port, once it listens */
  function start(): Promise<number> {
    const worker = cluster.fork();
    const one: Running = { worker, isListening: false, following: new Map(), measuring: new Map() };
    const listening = Promise.withResolvers<number>();
    // From now on, as it reads the copy before it listens.
    running.add(one);
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "listening") {
        one.isListening = true;
        listening.resolve(message.port);
      } else if (message.kind === "refused")
        listening.reject(Object.assign(new Error(message.message), { code: message.code }));
      else if (message.kind === "followed") one.following.get(message.step)?.();
      else if (message.kind === "measured") one.measuring.get(message.id)?.(message.metrics);
      else keysUsed(message.uses);
    });
    worker.on("error", (err) => log.error({ err, worker: worker.process.pid }, "a worker failed"));
    worker.once("exit", (code, signal) => {
      running.delete(one);
      for (const go of one.following.values()) go();
      for (const go of one.measuring.values()) go(null);
      listening.reject(new Error(`A worker ended before it listened (${signal ?? code}).`));
      if (isStopping) return;
      log.error({ worker: worker.process.pid, code, signal }, "a worker ended; it is started again");
      setTimeout(again, AGAIN_MS);
    });
    send(worker, { kind: "start", options: { config, copy, socket } });
    return listening.promise;
  }

  function again(): void {
    if (!isStopping) start().catch((err: unknown) => log.error({ err }, "a worker does not listen"));
  }

  const follow: Workers["follow"] = async (path) => {
    if (path !== undefined) copy = { kind: "node", path };
    const step = ++steps;
    await Promise.all(
      [...running].map((one) =>
        followed(one, step, path ?? null, () =>
          log.error({ worker: one.worker.process.pid }, "a worker does not follow and is killed"),
        ),
      ),
    );
  };
  const beat = setInterval(() => void follow(), BEAT_MS);

  async function stop(): Promise<void> {
    isStopping = true;
    clearInterval(beat);
    const all = [...running];
    const ended = all.map(({ worker }) => new Promise((resolve) => worker.once("exit", resolve)));
    for (const { worker } of all) send(worker, { kind: "stop" });
    const late = setTimeout(() => all.forEach(({ worker }) => worker.process.kill("SIGKILL")), STOP_MS);
    await Promise.all(ended);
    clearTimeout(late);
  }

  async function listenAll(): Promise<string> {
    try {
      const ports = await Promise.all(Array.from({ length: count }, start));
      const host = isIP(config.host) === 6 ? `[${config.host}]` : config.host;
      return `http://${host}:${ports[0]!}`;
    } catch (error) {
      await stop();
      throw error;
    }
  }

  return {
    listening: listenAll(),
    follow,
    async measure() {
      const id = ++steps;
      const all = await Promise.all([...running].map((one) => measured(one, id)));
      return all.filter((metrics) => metrics !== null);
    },
    alive: () => running.size,
    stop,
  };
}

async function followed(one: Running, step: number, path: string | null, late: () => void): Promise<void> {
  const { worker, following } = one;
  // One that is starting reads this before it listens, and takes as long as it takes.
  if (!one.isListening) return send(worker, { kind: "follow", step, path });
  const { promise, resolve } = Promise.withResolvers<void>();
  following.set(step, resolve);
  const timer = setTimeout(() => {
    late();
    worker.process.kill("SIGKILL");
  }, HANGS_MS);
  send(worker, { kind: "follow", step, path });
  await promise;
  clearTimeout(timer);
  following.delete(step);
}

async function measured({ worker, measuring }: Running, id: number): Promise<WorkerMetrics | null> {
  const { promise, resolve } = Promise.withResolvers<WorkerMetrics | null>();
  measuring.set(id, resolve);
  const timer = setTimeout(() => resolve(null), MEASURE_MS);
  send(worker, { kind: "measure", id });
  const metrics = await promise;
  clearTimeout(timer);
  measuring.delete(id);
  return metrics;
}

function send(worker: Worker, message: ToWorker): void {
  // One that has just ended is noticed by its exit.
  if (worker.isConnected()) worker.send(message, undefined, () => {});
}
