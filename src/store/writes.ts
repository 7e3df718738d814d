import type { ApiKey } from "../access/api-key.ts";
import type { DocumentKind, Documents } from "../policy/documents.ts";
import type { StoredCompany } from "./company.ts";

/** How a write is recorded. */
export type WriteRecord = Readonly<{
  /** The author's name for the history. */
  author: string;
  /** The action, such as `directory.put`. */
  action: string;
  /** Set for a PBX that keeps the directory in sync: the time is noted even if nothing changed. */
  synchronised?: boolean;
}>;

/** API keys within a write. */
interface KeyDraft {
  /** Keys that are limited to companies and name this one. */
  keysNaming(company: string): Promise<readonly ApiKey[]>;
  key(id: string): Promise<ApiKey | null>;
  putKey(key: ApiKey): void;
}

/** One company within a write. Changes are stored at the end of the write. */
export interface CompanyDraft extends KeyDraft {
  /** The current state, read after the company was locked; null if there is no such company. */
  readonly before: StoredCompany | null;
  put<Kind extends DocumentKind>(kind: Kind, body: Documents[Kind]): void;
  remove(): void;
  /** Those of the numbers that other companies own, with the owner of each. */
  ownersBesides(numbers: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export type Written<T> = Readonly<{
  result: T;
  /** Null if nothing changed: the write has no revision and left no trace. */
  revision: number | null;
  /** The new state of the company; null if it was removed, and for writes of keys. */
  stored: StoredCompany | null;
}>;

/**
 * Each write stores documents, history and feed in one transaction under one revision of the whole store. The company
 * is locked before anything of it is read, so two writes of one company never start from the same state, with any
 * database and any number of processes. If `work` throws, nothing is written.
 * @throws StorageError if the database fails
 */
export interface Writes {
  writeCompany<T>(company: string, record: WriteRecord, work: (draft: CompanyDraft) => Promise<T>): Promise<Written<T>>;
  writeKeys<T>(record: WriteRecord, work: (draft: KeyDraft) => Promise<T>): Promise<Written<T>>;
}
