/** Copies a whole store into an empty one, in one transaction: revisions, history, accounts, everything. */
import type { Kysely } from "kysely";
import { DECIDING_KINDS, type DocumentKind } from "../../policy/documents.ts";
import { StorageError } from "../storage-error.ts";
import { combined, companySum, documentSum, NO_SUM } from "../sums.ts";
import { inPages, type Sql } from "./engine.ts";
import { markOf, type Mac } from "./history-chain.ts";
import { anyTable, pagesOf, TABLE_NAMES } from "./table-pages.ts";
import type { Tables } from "./schema.ts";
import { readHead, verifyHistory } from "./verify-history.ts";

export type CopyOptions = Readonly<{
  /** One state, which nobody changes meanwhile. */
  source: Sql;
  /** Of this version. */
  target: Kysely<Tables>;
  /** The name of the target in messages to a person. */
  place: string;
  /** Of the secret that chains the history, on both sides. */
  mac: Mac;
  /** Called with each table that has been copied. */
  copied: (table: string, rows: number) => void;
}>;

export type Copied = Readonly<{
  revision: number;
  /** Of all documents that calls are decided from, made anew on each side: store/sums.ts. */
  sum: string;
  historyRows: number;
  /** The first revision whose row of the history is not as it was written; it was so in the source. */
  firstBad: number | null;
}>;

/**
 * Before a target is opened, which begins a history with the secret.
 * @throws StorageError if the history of the source was begun with another one
 */
export async function requireSecret(source: Sql, mac: Mac): Promise<void> {
  const { secretMark } = await readHead(source);
  if (secretMark !== null && secretMark !== markOf(mac))
    throw new StorageError(
      "unusable",
      "The history was begun with another secret: both sides need the same file (CALLAS_SECRET_FILE).",
    );
}

/**
 * If anything fails, the target stays as it was.
 * @throws StorageError if the target is not empty, or if it is not the same as the source afterwards
 */
export function copyStore({ source, target, place, mac, copied }: CopyOptions): Promise<Copied> {
  return target.transaction().execute(async (sql) => {
    // Whoever else has just opened the target saves nothing before the end.
    await sql
      .updateTable("head")
      .set((row) => ({ revision: row.ref("revision") }))
      .execute();
    await requireEmpty(sql, place);
    for (const table of TABLE_NAMES) copied(table, await copyTable(source, sql, table));
    const [head, theirs] = [await readHead(sql), await readHead(source)];
    const [sum, sourceSum] = [await sumOfDocuments(sql), await sumOfDocuments(source)];
    const { sum: running } = await sql.selectFrom("head").select("sum").executeTakeFirstOrThrow();
    if (sum !== sourceSum || sum !== running || head.text !== theirs.text)
      throw new StorageError(
        "unusable",
        `The checksums differ (source ${sourceSum}, target ${sum}, as saved ${running}): nothing was copied.`,
      );
    const history = await verifyHistory(sql, mac, theirs.text);
    if (!history.ok) {
      const before = await verifyHistory(source, mac, null);
      if (before.firstBad !== history.firstBad || before.reason !== history.reason)
        throw new StorageError("unusable", `The history differs at revision ${history.firstBad}: nothing was copied.`);
    }
    return { revision: head.written, sum, historyRows: history.rows, firstBad: history.firstBad };
  });
}

/** Tables that have a row before anything was saved. */
const NEVER_EMPTY: ReadonlySet<keyof Tables> = new Set(["head", "watch_seen"]);

async function requireEmpty(sql: Sql, place: string): Promise<void> {
  const { revision } = await sql.selectFrom("head").select("revision").executeTakeFirstOrThrow();
  let found = revision > 0;
  for (const table of TABLE_NAMES)
    if (!found && !NEVER_EMPTY.has(table))
      found = (await anyTable(sql).selectFrom(table).selectAll().limit(1).execute()).length > 0;
  if (found) throw new StorageError("unusable", `${place} is not empty: nothing was copied.`);
}

async function copyTable(source: Sql, target: Sql, table: keyof Tables): Promise<number> {
  await anyTable(target).deleteFrom(table).execute();
  let rows = 0;
  for await (const page of pagesOf(source, table))
    for (const part of inPages(page)) {
      await anyTable(target).insertInto(table).values(part).execute();
      rows += part.length;
    }
  return rows;
}

const DECIDING: ReadonlySet<DocumentKind> = new Set(DECIDING_KINDS);

/** The running checksum of all companies, made from the text of their documents. */
async function sumOfDocuments(sql: Sql): Promise<string> {
  let running = NO_SUM;
  let [id, documents]: [string, Tables["document"][]] = ["", []];
  for await (const page of pagesOf(sql, "document"))
    for (const document of page) {
      if (document.company !== id) {
        running = combined(running, sumOf(id, documents));
        [id, documents] = [document.company, []];
      }
      if (DECIDING.has(document.kind)) documents.push({ ...document, body: "", sum: documentSum(document.body) });
    }
  return combined(running, sumOf(id, documents));
}

function sumOf(id: string, documents: readonly Tables["document"][]): string {
  if (!documents.some(({ kind }) => kind === "company")) return "";
  const revision = Math.max(...documents.map((document) => document.revision));
  return companySum(id, revision, Object.fromEntries(documents.map(({ kind, sum }) => [kind, sum])));
}
