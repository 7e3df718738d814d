/** What call nodes need: checksums, the revisions of keys and trunks, the nodes, the numbers that rest. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const nodes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("document")
      .addColumn("sum", "text", (column) => column.notNull().defaultTo(""))
      .execute();
    await db.schema
      .alterTable("company")
      .addColumn("sum", "text", (column) => column.notNull().defaultTo(""))
      .execute();
    // Null: filled when the store is opened, see renewSums.
    await db.schema.alterTable("head").addColumn("sum", "text").execute();
    for (const column of ["trunks", "freed"])
      await db.schema
        .alterTable("head")
        .addColumn(column, "bigint", (added) => added.notNull().defaultTo(0))
        .execute();
    await db.schema
      .alterTable("api_key")
      .addColumn("revision", "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.createIndex("api_key_by_revision").on("api_key").column("revision").execute();
    await db.schema.createIndex("feed_by_company").on("feed").columns(["company", "revision"]).execute();
    await db.schema
      .createTable("node")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("epoch", "text", (column) => column.notNull())
      .addColumn("revision", "bigint", (column) => column.notNull())
      .addColumn("seen_at", "text", (column) => column.notNull())
      .addColumn("removed", "bigint")
      .execute();
    await db.schema
      .createTable("resting_number")
      .addColumn("number", "text", (column) => column.primaryKey())
      .addColumn("company", "text", (column) => column.notNull())
      .addColumn("revision", "bigint", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("resting_number_by_revision").on("resting_number").column("revision").execute();
  },
};
