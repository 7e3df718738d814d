/** The answer of the feed, for every reader of its rows. */
import type { Changes, Position } from "../feed.ts";
import type { Tables } from "./schema.ts";

type Head = Pick<Tables["head"], "epoch" | "revision" | "forgotten">;

/**
 * @param head must be read before `rows`
 * @param rows the rows after the position, in order, at most `limit`
 */
export function feedPage(position: Position, limit: number, head: Head, rows: readonly Tables["feed"][]): Changes {
  const isFull = rows.length === limit;
  const last = rows.at(-1)?.revision ?? position.revision;
  // A restored database has revisions without rows, because it continues the count of the database it replaced.
  const revision = isFull ? last : Math.max(last, head.revision);
  return {
    changes: rows.map(({ revision, company, removed }) => ({ revision, company, removed: removed === 1 })),
    revision,
    more: isFull && revision < head.revision,
  };
}

export function startsOver({ epoch, revision }: Position, head: Head): boolean {
  return epoch !== head.epoch || revision > head.revision || revision < head.forgotten;
}
