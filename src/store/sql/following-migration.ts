/** Tables for several connections and followers: a row to lock, a feed that can be cut, companies in parts. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** The tables before and after this migration, however they change later. */
type Found = {
  head: { forgotten: number; parts_format: number };
  company: { id: string; since: number };
  feed: { revision: number; company: string | null; action: string; at: string; removed: number };
  audit: { revision: number; action: string; at: string };
  api_key: { id: string; companies: string | null };
  key_company: { key: string; company: string };
  session: { created_at: string };
};

export const following: Migration = {
  async up(any: Kysely<unknown>) {
    const db = any as Kysely<Found>;
    await addRowsToLock(db);
    await splitFeedAndJournal(db);
    await addParts(db);
    await findKeysByCompany(db);
    await db.schema
      .alterTable("session")
      .addColumn("created_at", "text", (column) => column.notNull().defaultTo(""))
      .execute();
    await db.updateTable("session").set({ created_at: new Date().toISOString() }).execute();
  },
};

async function addRowsToLock(db: Kysely<Found>): Promise<void> {
  await db.schema
    .createTable("company")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("since", "bigint", (column) => column.notNull())
    .execute();
  await db
    .insertInto("company")
    .columns(["id", "since"])
    .expression(
      db
        .selectFrom("feed")
        .select((row) => [
          row.ref("company").$castTo<string>().as("id"),
          row.fn
            .max(row.case().when("action", "=", "company.delete").then(row.ref("revision")).else(0).end())
            .as("since"),
        ])
        .where("company", "is not", null)
        .groupBy("company"),
    )
    .execute();
}

/** Old rows of the feed are deleted, those of the journal are not: each gets its own data. */
async function splitFeedAndJournal(db: Kysely<Found>): Promise<void> {
  for (const column of ["action", "at"] as const) {
    await db.schema
      .alterTable("audit")
      .addColumn(column, "text", (added) => added.notNull().defaultTo(""))
      .execute();
    await db
      .updateTable("audit")
      .set((audit) => ({
        [column]: audit.selectFrom("feed").select(column).whereRef("feed.revision", "=", "audit.revision"),
      }))
      .execute();
  }
  await db.schema
    .alterTable("feed")
    .addColumn("removed", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.updateTable("feed").set({ removed: 1 }).where("action", "=", "company.delete").execute();
  for (const column of ["action", "at"]) await db.schema.alterTable("feed").dropColumn(column).execute();
  await db.schema
    .alterTable("head")
    .addColumn("forgotten", "bigint", (column) => column.notNull().defaultTo(0))
    .execute();
}

/** Filled when the store is opened: their content depends on the code, not on the tables. */
async function addParts(db: Kysely<Found>): Promise<void> {
  await db.schema
    .alterTable("head")
    .addColumn("parts_format", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable("core")
    .addColumn("company", "text", (column) => column.primaryKey())
    .addColumn("revision", "bigint", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("bucket")
    .addColumn("company", "text", (column) => column.notNull())
    .addColumn("bucket", "integer", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("bucket_key", ["company", "bucket"])
    .execute();
}

async function findKeysByCompany(db: Kysely<Found>): Promise<void> {
  await db.schema
    .createTable("key_company")
    .addColumn("company", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("key_company_key", ["company", "key"])
    .execute();
  await db.schema.createIndex("key_company_by_key").on("key_company").column("key").execute();
  await db.schema.createIndex("api_key_in_order").on("api_key").columns(["created_at", "id"]).execute();
  for (const { id, companies } of await db.selectFrom("api_key").select(["id", "companies"]).execute())
    for (const company of companies === null ? [""] : new Set(JSON.parse(companies) as string[]))
      await db.insertInto("key_company").values({ company, key: id }).execute();
}
