/** The position of a follower of the store. */
export type Position = Readonly<{ epoch: string; revision: number }>;

/** A change made by a write; `company` is null for keys and trunks. */
export type FeedChange = Readonly<{ revision: number; company: string | null; removed: boolean }>;

export type Changes = Readonly<{
  /** In the order of their revisions. They do not contain the new state, which followers read when they need it. */
  changes: readonly FeedChange[];
  /** The revision to pass to the next call. */
  revision: number;
  /** Whether more changes are available already. */
  more: boolean;
}>;

/** The epoch differs, or the changes are no longer kept: the follower has to read everything again. */
export type StartOver = "start_over";

/** The feed of changes since a revision, deletions included. */
export interface Feed {
  /** The identity of the database; changes after a restore. */
  readonly epoch: string;
  /** The revision of the last write. */
  head(): Promise<number>;
  changesSince(position: Position, limit: number): Promise<Changes | StartOver>;
  /** Calls the listener with the head after each write and ignores its errors. Returns a function that unsubscribes. */
  follow(listener: (head: number) => void): () => void;
  /** Deletes the changes up to a revision. Followers from before it start over. */
  forget(upTo: number): Promise<void>;
  /** Deletes the changes made before a time, and those that are older than the history, whose times nobody knows. */
  cutFeed(before: string): Promise<void>;
}
