/** Who is told of changes, how far the history was looked through, and the messages that wait. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const watching: Migration = {
  async up(any: Kysely<unknown>) {
    const db = any as Kysely<{
      head: { revision: number };
      watch_seen: { id: number; revision: number; sign_ins: string };
    }>;
    await db.schema
      .createTable("watching")
      .addColumn("company", "text", (column) => column.primaryKey())
      .addColumn("body", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("watch_unmet")
      .addColumn("company", "text", (column) => column.primaryKey())
      .addColumn("keys", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("watch_seen")
      .addColumn("id", "integer", (column) => column.primaryKey())
      .addColumn("revision", "bigint", (column) => column.notNull())
      .addColumn("sign_ins", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("delivery")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("company", "text")
      .addColumn("way", "text", (column) => column.notNull())
      .addColumn("recipient", "text", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("attempts", "integer", (column) => column.notNull())
      .addColumn("created_at", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("error", "text")
      .addColumn("told", "text", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("delivery_due").on("delivery").columns(["state", "at"]).execute();
    await db.schema.createIndex("delivery_of_company").on("delivery").columns(["company", "created_at"]).execute();
    // Nobody is told of what happened before.
    const head = await db.selectFrom("head").select("revision").executeTakeFirst();
    await db
      .insertInto("watch_seen")
      .values({ id: 1, revision: head?.revision ?? 0, sign_ins: new Date().toISOString() })
      .execute();
  },
};

/** Settings that were saved before have the revision 0 until they are saved again. */
export const watchingRevisions: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("watching")
      .addColumn("revision", "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
    for (const name of ["saved_at", "saved_by"])
      await db.schema.alterTable("watching").addColumn(name, "text").execute();
  },
};
