/** The tables of version 0.1. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const first: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("head")
      .addColumn("id", "integer", (column) => column.primaryKey())
      .addColumn("revision", "bigint", (column) => column.notNull())
      .addColumn("epoch", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("document")
      .addColumn("company", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("revision", "bigint", (column) => column.notNull())
      .addColumn("saved_at", "text", (column) => column.notNull())
      .addColumn("saved_by", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("document_key", ["company", "kind"])
      .execute();
    await db.schema
      .createTable("number_owner")
      .addColumn("number", "text", (column) => column.primaryKey())
      .addColumn("company", "text", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("number_owner_company").on("number_owner").column("company").execute();
    await db.schema
      .createTable("feed")
      .addColumn("revision", "bigint", (column) => column.primaryKey())
      .addColumn("company", "text")
      .addColumn("action", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("audit")
      .addColumn("revision", "bigint", (column) => column.primaryKey())
      .addColumn("company", "text")
      .addColumn("author", "text", (column) => column.notNull())
      .addColumn("changes", "text", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("audit_company").on("audit").columns(["company", "revision"]).execute();
    await db.schema
      .createTable("api_key")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull().unique())
      .addColumn("role", "text", (column) => column.notNull())
      .addColumn("companies", "text")
      .addColumn("sync", "integer", (column) => column.notNull())
      .addColumn("created_at", "text", (column) => column.notNull())
      .addColumn("created_by", "text", (column) => column.notNull())
      .addColumn("revoked_at", "text")
      .execute();
  },
};

export const sessions: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("session")
      .addColumn("id_hash", "text", (column) => column.primaryKey())
      .addColumn("key_hash", "text", (column) => column.notNull())
      .addColumn("expires_at", "text", (column) => column.notNull())
      .execute();
  },
};

export const synchronisations: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("synchronisation")
      .addColumn("company", "text", (column) => column.primaryKey())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("author", "text", (column) => column.notNull())
      .execute();
  },
};
