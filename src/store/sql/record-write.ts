/** What every write leaves behind: the next revision, a row of the feed, a row of the history. */
import type { Author } from "../../access/author.ts";
import type { Change } from "../../policy/changes.ts";
import type { Names } from "../../policy/names-in-changes.ts";
import { NO_SUM } from "../sums.ts";
import { inPages, type Sql } from "./engine.ts";
import { BEGINNING, codeOf, type Mac } from "./history-chain.ts";
import { documentsOf } from "./history-documents.ts";

/** The place of writes in the history. */
export type NextWrites = Readonly<{
  /** The revision of the first of them; the others follow without a gap. */
  first: number;
  /** The code of the row before them. */
  chain: string;
  /** The running checksum, see sql-sums.ts. */
  sum: string;
}>;

/** Every other write waits from here to the end of this transaction. */
export async function nextWrites(sql: Sql, count: number): Promise<NextWrites> {
  const { revision, chain, sum } = await sql
    .updateTable("head")
    .set((row) => ({ revision: row("revision", "+", count) }))
    .returning(["revision", "chain", "sum"])
    .executeTakeFirstOrThrow();
  return { first: revision - count + 1, chain: chain ?? BEGINNING, sum: sum ?? NO_SUM };
}

export type Recorded = Readonly<{
  /** The company in whose history the write is listed. */
  company: string | null;
  action: string;
  at: string;
  author: Author;
  changes: readonly Change[];
  names?: Names;
  /** What the feed reports: a company, or with null what companies share. */
  changed: Readonly<{ company: string | null; isRemoved: boolean }>;
}>;

/**
 * @param next with the running checksum as the writes leave it
 * @param writes in the order of their revisions
 */
export async function recordWrites(
  sql: Sql,
  mac: Mac,
  { first, chain, sum }: NextWrites,
  writes: readonly Recorded[],
): Promise<void> {
  const feed = writes.map(({ changed: { company, isRemoved } }, at) => ({
    revision: first + at,
    company,
    removed: isRemoved ? 1 : 0,
  }));
  for (const page of inPages(feed)) await sql.insertInto("feed").values(page).execute();
  let code = chain;
  const history = writes.map(({ author, changes, names = {}, company, action, at: time }, at) => {
    const row = {
      revision: first + at,
      company,
      action,
      at: time,
      author_kind: author.kind,
      author_id: storable(author.id),
      author: storable(author.name),
      address: author.address,
      names: JSON.stringify(names),
      changes: JSON.stringify(changes),
    };
    code = codeOf(mac, code, row);
    return { ...row, mac: code };
  });
  for (const page of inPages(history)) await sql.insertInto("history").values(page).execute();
  const documents = writes.flatMap(({ company, changes }, at) =>
    [...documentsOf(changes)].map((document) => ({ company: company ?? "", document, revision: first + at })),
  );
  for (const page of inPages(documents)) await sql.insertInto("history_document").values(page).execute();
  await sql.updateTable("head").set({ chain: code, sum }).execute();
}

/** What every database keeps as it is: otherwise the code would not fit the row that is read again. */
const storable = (text: string) => text.toWellFormed().replaceAll("\0", "\ufffd");
