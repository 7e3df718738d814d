/** What decides calls, read on this machine at once: no promise, no network, no other thread. */
import type { ApiKey } from "../access/api-key.ts";
import type { Session } from "../access/session.ts";
import type { Documents } from "../policy/documents.ts";
import type { Changes, Position, StartOver } from "./feed.ts";

/**
 * A company in the form that calls are decided from. A small one is its documents; of a large one only what
 * every call needs is read at once, and its people bucket by bucket (decide/buckets.ts).
 */
export type DecisionForm = Readonly<
  { revision: number; /** Characters of JSON. */ size: number } & (
    | { kind: "documents"; documents: Documents }
    | { kind: "core"; core: string }
  )
>;

/** Whatever is asked may throw a StorageError. */
export interface LocalCopy {
  position(): Position;
  changesSince(position: Position, limit: number): Changes | StartOver;
  company(id: string): DecisionForm | null;
  /**
   * One bucket of a large company; empty text of one that holds nobody.
   * @returns null where the company has not the revision any more: its core must be read anew
   */
  bucket(id: string, revision: number, bucket: number): Readonly<{ text: string }> | null;
  /** Ids of companies in their order, from the first after `after`. */
  ids(after: string | null, limit: number): readonly string[];
  /** @param hash of a key, see access/key-ring.ts */
  key(hash: string): ApiKey | null;
  session(idHash: string): Session | null;
  close(): void;
}
