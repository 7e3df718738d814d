/** Messages between the thread that follows the feed and the one that decides calls. */
import type { TraceSettings } from "../trace/trace.ts";
import type { CopyStatus } from "./copy-writer.ts";

export type FollowerOptions = Readonly<{
  folder: string;
  /** Under which the copy is listed as a call node. */
  name: string;
  source: CopySource;
  traces: TraceSettings | undefined;
}>;

/** What the copy follows: a Callas with a store, or a shared store itself. */
export type CopySource =
  | Readonly<{ kind: "http"; from: string; key: string }>
  | Readonly<{ kind: "database"; url: string; secretFile: string }>;

export type FromFollower =
  /** An answer was applied, or the copy has been opened: `id` comes back once calls are decided from it. */
  | Readonly<{ kind: "applied"; id: number; status: CopyStatus; isAnswer: boolean }>
  | Readonly<{ kind: "failed"; message: string }>
  /** Spans cannot be sent, or can again. */
  | Readonly<{ kind: "traces"; why: string | null }>;

/** `ring`: something may have been written. */
export type ToFollower = Readonly<{ kind: "decided"; id: number }> | "ring" | "stop";
