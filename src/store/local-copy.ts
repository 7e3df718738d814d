/** The data that decides calls, read synchronously on this machine: no promise, no network, no other thread. */
import type { ApiKey } from "../access/api-key.ts";
import type { Session } from "../access/session.ts";
import type { Documents } from "../policy/documents.ts";
import type { Changes, Position, StartOver } from "./feed.ts";

/**
 * A company in the form that calls are decided from: the documents of a small company, or the core of a large one,
 * whose people are read bucket by bucket (decide/buckets.ts).
 */
export type DecisionForm = Readonly<
  { revision: number; /** Characters of JSON. */ size: number } & (
    | { kind: "documents"; documents: Documents }
    | { kind: "core"; core: string }
  )
>;

/** All methods may throw a StorageError. */
export interface LocalCopy {
  position(): Position;
  changesSince(position: Position, limit: number): Changes | StartOver;
  company(id: string): DecisionForm | null;
  /**
   * One bucket of a large company; its text is empty if it contains nobody.
   * @returns null if the company no longer has this revision; its core has to be read again
   */
  bucket(id: string, revision: number, bucket: number): Readonly<{ text: string }> | null;
  /** Ids of companies in order, starting after `after`. */
  ids(after: string | null, limit: number): readonly string[];
  /** @param hash of a key, see access/key-ring.ts */
  key(hash: string): ApiKey | null;
  session(idHash: string): Session | null;
  close(): void;
}
