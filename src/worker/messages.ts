/** Messages between the service and the workers, the processes that share its port. */
import type { MetricObjectWithValues, MetricValue } from "prom-client";
import type { KeyUse } from "../access/key-uses.ts";
import type { Config } from "../config.ts";

/** What a worker decides from: the database of the data folder, or a copy that follows another Callas. */
export type CopyOfWorker = Readonly<{ kind: "embedded" }> | Readonly<{ kind: "node"; path: string | null }>;

export type WorkerOptions = Readonly<{
  config: Config;
  copy: CopyOfWorker;
  /** The Unix socket on which the service answers what workers do not. */
  socket: string;
}>;

export type ToWorker =
  | Readonly<{ kind: "start"; options: WorkerOptions }>
  /** Answered with `followed` once calls are decided from what the copy contains now. @param path of a node's copy */
  | Readonly<{ kind: "follow"; step: number; path: string | null }>
  | Readonly<{ kind: "measure"; id: number }>
  | Readonly<{ kind: "stop" }>;

export type WorkerMetrics = readonly MetricObjectWithValues<MetricValue<string>>[];

export type FromWorker =
  | Readonly<{ kind: "listening"; port: number }>
  /** @param code of the system, such as EADDRINUSE */
  | Readonly<{ kind: "refused"; code: string; message: string }>
  | Readonly<{ kind: "followed"; step: number }>
  | Readonly<{ kind: "keys_used"; uses: readonly KeyUse[] }>
  | Readonly<{ kind: "measured"; id: number; metrics: WorkerMetrics }>;
