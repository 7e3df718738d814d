/** The tables, in words that every database understands. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import type { Role } from "../../access/api-key.ts";
import type { DocumentKind } from "../store.ts";

export type Tables = {
  /** One row: the revision of the last write, and the life of this database. */
  head: { id: number; revision: number; epoch: string };
  document: {
    company: string;
    kind: DocumentKind;
    revision: number;
    saved_at: string;
    saved_by: string;
    body: string;
  };
  /** Whose a number is: one company's at a time. */
  number_owner: { number: string; company: string };
  feed: { revision: number; company: string | null; action: string; at: string };
  audit: { revision: number; company: string | null; author: string; changes: string };
  api_key: {
    id: string;
    name: string;
    hash: string;
    role: Role;
    companies: string | null;
    sync: number;
    created_at: string;
    created_by: string;
    revoked_at: string | null;
  };
  /** When a PBX last wrote a company's directory. */
  synchronisation: { company: string; at: string; author: string };
  session: { id_hash: string; key_hash: string; expires_at: string };
};

const first: Migration = {
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

const sessions: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("session")
      .addColumn("id_hash", "text", (column) => column.primaryKey())
      .addColumn("key_hash", "text", (column) => column.notNull())
      .addColumn("expires_at", "text", (column) => column.notNull())
      .execute();
  },
};

const synchronisations: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("synchronisation")
      .addColumn("company", "text", (column) => column.primaryKey())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("author", "text", (column) => column.notNull())
      .execute();
  },
};

/** Names sort in the order in which they run. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001_first": first,
  "0002_sessions": sessions,
  "0003_synchronisations": synchronisations,
};
