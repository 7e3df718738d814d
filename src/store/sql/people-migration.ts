/** Tables for people, how they sign in, and their sessions. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const people: Migration = {
  async up(db: Kysely<unknown>) {
    await addPeople(db);
    await addFactors(db);
    await addProviders(db);
    await addToKeys(db);
    await db.schema
      .createTable("setting")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("body", "text", (column) => column.notNull())
      .execute();
    // A session of an older version cannot say when and how it began: everybody signs in again.
    await db.schema.dropTable("session").execute();
    await db.schema
      .createTable("session")
      .addColumn("id_hash", "text", (column) => column.primaryKey())
      .addColumn("person", "text")
      .addColumn("key_hash", "text")
      .addColumn("means", "text", (column) => column.notNull())
      .addColumn("created_at", "text", (column) => column.notNull())
      .addColumn("authenticated_at", "text", (column) => column.notNull())
      .addColumn("expires_at", "text", (column) => column.notNull())
      .addColumn("address", "text")
      .addColumn("agent", "text")
      .execute();
    await db.schema.createIndex("session_by_person").on("session").column("person").execute();
    await db.schema.createIndex("session_by_key").on("session").column("key_hash").execute();
    await db.schema.createIndex("session_by_end").on("session").column("expires_at").execute();
  },
};

async function addPeople(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("person")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("email", "text", (column) => column.notNull().unique())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("password", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("disabled_at", "text")
    .execute();
  await db.schema
    .createTable("person_role")
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("company", "text", (column) => column.notNull())
    .addColumn("employee", "text")
    .addColumn("accepted_at", "text")
    .addPrimaryKeyConstraint("person_role_key", ["person", "company", "role"])
    .execute();
  await db.schema.createIndex("person_role_by_company").on("person_role").columns(["company", "person"]).execute();
  await db.schema
    .createTable("link")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("person", "text")
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("link_by_person").on("link").column("person").execute();
  await db.schema
    .createTable("sign_in")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("means", "text", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("address", "text")
    .addColumn("agent", "text")
    .addColumn("new_device", "integer", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("sign_in_by_person").on("sign_in").columns(["person", "at"]).execute();
  await db.schema.createIndex("sign_in_by_time").on("sign_in").column("at").execute();
}

async function addFactors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("totp")
    .addColumn("person", "text", (column) => column.primaryKey())
    .addColumn("secret", "text", (column) => column.notNull())
    .addColumn("confirmed_at", "text")
    .addColumn("last_step", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("recovery_code")
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("recovery_code_key", ["person", "hash"])
    .execute();
  await db.schema
    .createTable("passkey")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("public_key", "text", (column) => column.notNull())
    .addColumn("counter", "bigint", (column) => column.notNull())
    .addColumn("transports", "text", (column) => column.notNull())
    .addColumn("backed_up", "integer", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("used_at", "text")
    .execute();
  await db.schema.createIndex("passkey_by_person").on("passkey").column("person").execute();
  await db.schema
    .createTable("used_challenge")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("used_challenge_by_end").on("used_challenge").column("expires_at").execute();
}

async function addProviders(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("identity_provider")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("company", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("issuer", "text", (column) => column.notNull())
    .addColumn("client_id", "text", (column) => column.notNull())
    .addColumn("client_secret", "text", (column) => column.notNull())
    .addColumn("trusts_factor", "integer", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("provider_domain")
    .addColumn("domain", "text", (column) => column.notNull())
    .addColumn("provider", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("provider_domain_key", ["domain", "provider"])
    .execute();
  await db.schema.createIndex("provider_domain_by_provider").on("provider_domain").column("provider").execute();
  await db.schema.createIndex("identity_provider_by_company").on("identity_provider").column("company").execute();
  await db.schema
    .createTable("identity")
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("identity_key", ["provider", "subject"])
    .execute();
  await db.schema.createIndex("identity_by_person").on("identity").column("person").execute();
}

async function addToKeys(db: Kysely<unknown>): Promise<void> {
  for (const column of ["expires_at", "addresses", "last_used_at"])
    await db.schema.alterTable("api_key").addColumn(column, "text").execute();
}

/** Nobody vouches for the accounts that are there: their people need the link of the next offer. */
export const offers: Migration = {
  async up(db: Kysely<unknown>) {
    for (const table of ["person", "link"])
      await db.schema
        .alterTable(table)
        .addColumn("vouched", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
    await db.schema.alterTable("person_role").addColumn("offer", "text").execute();
  },
};
