/** The history with authors and a chain, found by author, document and time. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { documentsIn } from "./history-documents.ts";

/** The tables before and after this migration, however they change later. */
type Found = {
  audit: { revision: number; company: string | null; action: string; at: string; author: string; changes: string };
  history: { revision: number; company: string | null; changes: string; [more: string]: string | number | null };
  history_document: { company: string; document: string; revision: number };
  company: { id: string; since: number; made: number };
};

export const history: Migration = {
  async up(any: Kysely<unknown>) {
    const db = any as Kysely<Found>;
    // SQLite reads a row from its beginning: what is long comes last.
    await db.schema
      .createTable("history")
      .addColumn("revision", "bigint", (column) => column.primaryKey())
      .addColumn("company", "text")
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("action", "text", (column) => column.notNull())
      .addColumn("author_kind", "text", (column) => column.notNull())
      .addColumn("author_id", "text", (column) => column.notNull())
      .addColumn("author", "text", (column) => column.notNull())
      .addColumn("address", "text")
      .addColumn("mac", "text", (column) => column.notNull())
      .addColumn("names", "text", (column) => column.notNull())
      .addColumn("changes", "text", (column) => column.notNull())
      .execute();
    await db
      .insertInto("history")
      .columns(["revision", "company", "at", "action", "author", "changes", "author_kind", "author_id", "mac", "names"])
      .expression(
        db
          .selectFrom("audit")
          .select(["revision", "company", "at", "action", "author", "changes"])
          // Only the name was recorded.
          .select((row) => [
            row.val("system").as("author_kind"),
            row.val("unknown").as("author_id"),
            row.val("").as("mac"),
            row.val("{}").as("names"),
          ]),
      )
      .execute();
    await db.schema.dropTable("audit").execute();
    await db.schema.createIndex("history_of_company").on("history").columns(["company", "revision"]).execute();
    await db.schema.createIndex("history_of_author").on("history").columns(["author_id", "revision"]).execute();
    await db.schema
      .createIndex("history_of_author_in_company")
      .on("history")
      .columns(["company", "author_id", "revision"])
      .execute();
    await findByDocument(db);
    await db.schema
      .alterTable("company")
      .addColumn("made", "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
    await db
      .updateTable("company")
      .set((company) => ({
        made: company.fn.coalesce(
          company
            .selectFrom("history")
            .select((row) => row.fn.min("revision").as("first"))
            .whereRef("history.company", "=", "company.id")
            .whereRef("history.revision", ">", "company.since"),
          company.val(0),
        ),
      }))
      .execute();
    // Without a code the chain has not begun: opening the store begins it, because that needs the secret.
    await db.schema.alterTable("head").addColumn("chain", "text").execute();
    await db.schema.alterTable("head").addColumn("secret_mark", "text").execute();
  },
};

async function findByDocument(db: Kysely<Found>): Promise<void> {
  await db.schema
    .createTable("history_document")
    .addColumn("company", "text", (column) => column.notNull())
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("revision", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("history_document_key", ["company", "document", "revision"])
    .execute();
  await db.schema
    .createIndex("history_document_of_all")
    .on("history_document")
    .columns(["document", "revision"])
    .execute();
  await db.schema.createIndex("history_document_by_revision").on("history_document").column("revision").execute();
  for (let after = -1; ;) {
    const row = await db
      .selectFrom("history")
      .select(["revision", "company", "changes"])
      .where("revision", ">", after)
      .orderBy("revision")
      .limit(1)
      .executeTakeFirst();
    if (!row) return;
    for (const document of documentsIn(row.changes))
      await db
        .insertInto("history_document")
        .values({ company: row.company ?? "", document, revision: row.revision })
        .execute();
    after = row.revision;
  }
}
