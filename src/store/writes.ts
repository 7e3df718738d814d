import type { ApiKey } from "../access/api-key.ts";
import type { DocumentKind, Documents } from "../policy/documents.ts";
import type { StoredCompany } from "./company.ts";

/** How a write is recorded. */
export type WriteRecord = Readonly<{
  /** Who writes, as the history names them. */
  author: string;
  /** What they did, such as `directory.put`. */
  action: string;
  /** A PBX that keeps the directory in step wrote it: the time is kept, even where nothing changed. */
  synchronised?: boolean;
}>;

/** API keys within a write. */
export interface KeyDraft {
  /** Keys that name a company among those that they are for. */
  keysNaming(company: string): Promise<readonly ApiKey[]>;
  key(id: string): Promise<ApiKey | null>;
  putKey(key: ApiKey): void;
}

/** One company within a write: what is put is stored at the end of the write. */
export interface CompanyDraft extends KeyDraft {
  /** As it stands, read after the company was locked; null where there is none. */
  readonly before: StoredCompany | null;
  put<Kind extends DocumentKind>(kind: Kind, body: Documents[Kind]): void;
  remove(): void;
  /** Which of some numbers another company has, and which company that is. */
  ownersBesides(numbers: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export type Written<T> = Readonly<{
  result: T;
  /** Null where nothing changed: such a write has no revision and left no trace. */
  revision: number | null;
  /** The company as it stands now; null where it was removed, and of keys. */
  stored: StoredCompany | null;
}>;

/**
 * Each write happens under one revision of the whole store, or not at all: documents, history and feed in one
 * transaction. The company is locked before anything of it is read, so two writes of one company never both
 * start from the same state, whatever the database and however many processes write. When `work` throws,
 * nothing has happened.
 * @throws StorageError when the database cannot take it
 */
export interface Writes {
  writeCompany<T>(company: string, record: WriteRecord, work: (draft: CompanyDraft) => Promise<T>): Promise<Written<T>>;
  writeKeys<T>(record: WriteRecord, work: (draft: KeyDraft) => Promise<T>): Promise<Written<T>>;
}
