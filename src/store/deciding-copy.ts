/** The data that decides calls, read synchronously on this machine: no promise, no network, no other thread. */
import type { ApiKey } from "../access/api-key.ts";
import type { DecidingDocuments } from "../policy/documents.ts";
import type { NamedTrunk } from "../policy/trunk.ts";
import type { Changes, Position, StartOver } from "./feed.ts";

/**
 * A company in the form that calls are decided from: the documents of a small company, or the core of a large one,
 * whose people are read bucket by bucket (decide/buckets.ts).
 */
export type DecisionForm = Readonly<
  {
    revision: number;
    /** Characters of JSON. */
    size: number;
    /** The company's quota; null if it has none. */
    decisionsPerSecond: number | null;
  } & ({ kind: "documents"; documents: DecidingDocuments } | { kind: "core"; core: string })
>;

/** What calls are decided from, and the keys of who may ask: also on a call node. All methods may throw a StorageError. */
export interface DecidingCopy {
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
  /** In the order of their ids, without those that cannot be read: they must not stop calls over the others. */
  trunks(): readonly NamedTrunk[];
  /** @param hash of a key, see access/key-ring.ts */
  key(hash: string): ApiKey | null;
  close(): void;
}
