/** Where somebody who follows the store stands. */
export type Position = Readonly<{ epoch: string; revision: number }>;

/** Something changed in a write; `company` is null of keys. */
export type FeedChange = Readonly<{ revision: number; company: string | null; removed: boolean }>;

export type Changes = Readonly<{
  /** In the order of their revisions; not what they changed to, which is read when it is needed. */
  changes: readonly FeedChange[];
  /** Where the next question starts. */
  revision: number;
  /** Whether there is more at once. */
  more: boolean;
}>;

/** Another epoch, or changes that are no longer kept: the follower reads everything anew. */
export type StartOver = "start_over";

/** What everything that follows the store asks: what changed since a revision, deletions included. */
export interface Feed {
  /** Names one life of the database: a restored one has another. */
  readonly epoch: string;
  /** The revision of the last write. */
  head(): Promise<number>;
  changesSince(position: Position, limit: number): Promise<Changes | StartOver>;
  /** Calls back with the head after each write; a listener that throws is not heard. Answers how to stop. */
  follow(listener: (head: number) => void): () => void;
  /** Keeps no changes up to a revision. */
  forget(upTo: number): Promise<void>;
}
