/** The history: a row for each write, chained to the row before it. */
import type { Author } from "../access/author.ts";

export type HistoryEntry = Readonly<{
  revision: number;
  /** Null for what belongs to no company. */
  company: string | null;
  at: string;
  author: Author;
  action: string;
  /** JSON: a list of changes (policy/changes.ts). */
  changes: string;
  /** JSON: what the changes speak of was called then (policy/names-in-changes.ts). */
  names: string;
}>;

export type HistoryAsked = Readonly<{
  /** Null for everything. */
  company: string | null;
  /** Also what happened before the company was removed and made again. */
  removed?: boolean;
  /** Only revisions below it. */
  before?: number | undefined;
  /** Only revisions above it. */
  after?: number;
  /** The author's id. */
  author?: string | undefined;
  /** The first step of the path of a change: `directory`, `keys`… */
  document?: string | undefined;
  /** ISO 8601, UTC, inclusive. */
  since?: string | undefined;
  /** Exclusive. */
  until?: string | undefined;
  /** The most entries in the answer. */
  limit: number;
  /** The most bytes of changes in the answer, unless its only entry has more. */
  bytes: number;
}>;

type HistoryPage = Readonly<{
  /** The newest first; perhaps none although there are more. */
  entries: readonly HistoryEntry[];
  /** The `before` of the next page, or null at the end. */
  next: number | null;
}>;

/** Why the chain is broken, as the API documents it. */
export type Broken = "changed" | "missing" | "tail" | "head" | "secret";

export type Verification = Readonly<{
  ok: boolean;
  /** The number of rows that were checked. */
  rows: number;
  head: string;
  firstBad: number | null;
  reason: Broken | null;
}>;

export interface History {
  /** Looks at a bounded number of rows. */
  history(asked: HistoryAsked): Promise<HistoryPage>;
  entry(revision: number): Promise<HistoryEntry | null>;
  /**
   * The first revision at which the state of the company is still known: when it was made, or where the history was
   * cut off.
   */
  knownSince(company: string): Promise<number>;
  /** The revision of the last row, a dot, and its code. */
  historyHead(): Promise<string>;
  /**
   * Checks the chain page by page, letting other work go first.
   * @param head an earlier one, which must be part of the chain; null if none is known
   */
  verifyHistory(head: string | null): Promise<Verification>;
  /**
   * Cuts off the rows before a time and records it.
   * @returns the number of rows that were removed
   */
  cutHistory(before: string): Promise<number>;
}
