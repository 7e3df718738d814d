/** The feed as text: lines of JSON that contain the stored documents, for copies elsewhere. */
import type { Position, StartOver } from "./feed.ts";

/** The version of the lines. Readers ignore fields that they do not know. */
export const FEED_FORMAT = 1;

/** How far a reader has got within one answer. Everything that changes meanwhile comes after it again. */
export type LinesCursor = Readonly<{
  /** In a snapshot, the id of the last company; otherwise the revision of its last change. */
  company: string | number;
  /** The last key, by its revision and its id. */
  key: readonly [revision: number, id: string];
  /** The trunks have been sent as of this revision. */
  trunks: number;
}>;

export type LinesPage = Readonly<{
  /** Whole lines. */
  text: string;
  /** Null: the answer is complete, and its last line says so. */
  next: LinesCursor | null;
}>;

/** Pages are bounded by bytes; one company always fits. */
export interface FeedLines {
  /**
   * What changed after a position: companies in the order of their last changes, trunks, keys. An answer that is
   * complete leads from that position to exactly the state of the revision that it ends with.
   * @param cursor null at first
   */
  changedLines(position: Position, cursor: LinesCursor | null): Promise<LinesPage | StartOver>;
  /**
   * Everything, companies in the order of their ids. Companies may change while it is read: whoever reads it asks for
   * the changes after the revision of its first line.
   * @param after the id of a company: only those after it are sent
   * @param sums sends companies without their documents
   */
  snapshotLines(after: string, cursor: LinesCursor | null, sums: boolean): Promise<LinesPage>;
  /** One line, whether there is such a company or not. */
  companyLine(company: string): Promise<string>;
}
