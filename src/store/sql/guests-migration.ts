/** Tables for who opened blocks to guests, and for requests to do so. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const guests: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("guest_blocks")
      .addColumn("company", "text", (column) => column.notNull())
      .addColumn("employee", "text", (column) => column.notNull())
      .addColumn("author", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("guest_blocks_key", ["company", "employee"])
      .execute();
    await db.schema
      .createTable("guest_request")
      .addColumn("company", "text", (column) => column.primaryKey())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("employees", "text")
      .addColumn("note", "text", (column) => column.notNull())
      .addColumn("author", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("answer", "text")
      .execute();
  },
};
