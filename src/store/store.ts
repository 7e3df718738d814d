/** Where companies live: the one port that every database stands behind. */
import type { Company } from "../policy/company.ts";
import type { Directory } from "../policy/directory.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import type { Change } from "../policy/changes.ts";
import type { ApiKey } from "./api-key.ts";
import type { Sessions } from "./session.ts";

/** What a company consists of, each part saved by itself. */
export type Documents = { company: Company; directory: Directory; "outgoing-numbers": OutgoingNumbers };
export type DocumentKind = keyof Documents;

/** A document with its last write; before any, revision 0 and nobody. */
export type Saved<T> = Readonly<{ body: T; revision: number; savedAt: string | null; savedBy: string | null }>;

export type StoredCompany = Readonly<{ id: string } & { [Kind in DocumentKind]: Saved<Documents[Kind]> }>;

/** The newest revision of a company's documents. */
export function revisionOf(stored: StoredCompany): number {
  return Math.max(stored.company.revision, stored.directory.revision, stored["outgoing-numbers"].revision);
}

/** Who writes, as the audit names him. */
type Author = string;

/** The action of the write that removes a company. */
export const REMOVAL = "company.delete";

/** Ends the action of a write by the PBX that keeps a directory in step. */
export const SYNCHRONISED = ".sync";

/** What one write did, as followers of the feed learn of it. */
type FeedRow = Readonly<{ revision: number; company: string | null; action: string; at: string }>;

/** A company after a write; `stored` is null once it is removed. */
export type Commit = Readonly<{ revision: number; company: string | null; stored: StoredCompany | null }>;

type AuditRow = FeedRow & Readonly<{ author: Author; changes: readonly Change[] }>;

/** Reads and writes of one transaction. Reads see what was there before it; what is put is stored at its end. */
export interface Transaction {
  company(id: string): Promise<StoredCompany | null>;
  put<Kind extends DocumentKind>(company: string, kind: Kind, body: Documents[Kind]): void;
  removeCompany(id: string): void;
  /** Which of some numbers another company has, and which company that is. */
  ownersBesides(company: string, numbers: readonly string[]): Promise<ReadonlyMap<string, string>>;
  keys(): Promise<readonly ApiKey[]>;
  putKey(key: ApiKey): void;
}

export interface Store {
  /** Another one after a restore: who follows the feed starts over. */
  readonly epoch: string;
  /** The revision of the last write. */
  head(): Promise<number>;
  company(id: string): Promise<StoredCompany | null>;
  /** Companies in the order of their ids, from the first after `after`; `among` some ids, or null for all. */
  list(
    after: string | null,
    limit: number,
    among: readonly string[] | null,
  ): Promise<readonly Readonly<{ id: string; company: Company }>[]>;
  keys(): Promise<readonly ApiKey[]>;
  readonly sessions: Sessions;
  feed(after: number, limit: number): Promise<readonly FeedRow[]>;
  /** The last time that a PBX kept a directory in step; null where none did. */
  synchronisation(company: string): Promise<Readonly<{ at: string; author: string }> | null>;
  /** Which of some numbers another company has, and which company that is. */
  ownersBesides(company: string, numbers: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The newest first, from the last before `before`. */
  audit(company: string, before: number | null, limit: number): Promise<readonly AuditRow[]>;
  /**
   * One write, under one revision, or nothing: what `work` puts is stored with the revision, an audit
   * row and a feed row in one transaction. When `work` throws, nothing has happened.
   * @throws StoreError when the database cannot take it
   */
  write<T>(
    about: Readonly<{ author: Author; action: string; company: string | null }>,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<Readonly<{ result: T }> & Commit>;
  /** Calls back after each write, in order of revision, before `write` answers. */
  onCommit(listener: (commit: Commit) => void): void;
  /** A consistent copy, made while serving. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** The database did not do what it was asked; nothing was written. */
export class StoreError extends Error {
  readonly reason: "full" | "corrupt" | "unavailable";

  constructor(reason: StoreError["reason"], message: string, cause: unknown) {
    super(message, { cause });
    this.name = "StoreError";
    this.reason = reason;
  }
}

/** The database cannot be served from at all; the message says why, for a person who starts Callas. */
export class StoreRefused extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "StoreRefused";
  }
}
