/** Messages between the thread that follows the feed and the one that decides calls. */
import type { CopyStatus } from "./copy-writer.ts";

export type FollowerOptions = Readonly<{
  folder: string;
  from: string;
  key: string;
  name: string;
}>;

export type FromFollower =
  /** An answer was applied, or the copy has been opened: `id` comes back once calls are decided from it. */
  | Readonly<{ kind: "applied"; id: number; status: CopyStatus; isAnswer: boolean }>
  | Readonly<{ kind: "failed"; message: string }>;

export type ToFollower = Readonly<{ kind: "decided"; id: number }> | "stop";
