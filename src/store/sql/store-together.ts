/** Stores what was judged in one transaction: takes the revisions, then writes the rows that carry them. */
import type { StoredCompany } from "../company.ts";
import { inPages, type Sql } from "./engine.ts";
import type { Mac } from "./history-chain.ts";
import { nextWrites, recordWrites, type Recorded } from "./record-write.ts";
import type { Tables } from "./schema.ts";
import { storeSums } from "./sql-sums.ts";

/** A write that was judged and is certain to be stored if the transaction is committed. */
export type PreparedWrite = Readonly<{
  recorded: Recorded;
  /** They get the revision. */
  documents: readonly Omit<Tables["document"], "revision">[];
  /** The company whose checksum the write changes; null if it changes none. */
  summed: string | null;
  /** Writes what else carries the revision. */
  store: (sql: Sql, revision: number) => Promise<void>;
  /** The company as the write leaves it. */
  after: (revision: number) => StoredCompany | null;
}>;

/**
 * @param writes at most one of a company
 * @returns the revision of the first; the others follow in their order
 */
export async function storeTogether(sql: Sql, mac: Mac, writes: readonly PreparedWrite[]): Promise<number> {
  const next = await nextWrites(sql, writes.length);
  const documents = writes.flatMap(({ documents }, at) =>
    documents.map((document) => ({ ...document, revision: next.first + at })),
  );
  for (const page of inPages(documents))
    await sql
      .insertInto("document")
      .values(page)
      .onConflict((conflict) =>
        conflict.columns(["company", "kind"]).doUpdateSet((row) => ({
          revision: row.ref("excluded.revision"),
          saved_at: row.ref("excluded.saved_at"),
          saved_by: row.ref("excluded.saved_by"),
          body: row.ref("excluded.body"),
          sum: row.ref("excluded.sum"),
        })),
      )
      .execute();
  for (const [at, { store }] of writes.entries()) await store(sql, next.first + at);
  const summed = writes.flatMap((write) => write.summed ?? []);
  const sum = await storeSums(sql, summed, next.sum);
  const recorded = writes.map((write) => write.recorded);
  await recordWrites(sql, mac, { ...next, sum }, recorded);
  return next.first;
}
