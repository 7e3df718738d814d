/** The store on any database that Kysely supports. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { StorageError } from "../storage-error.ts";
import type { Store } from "../store.ts";
import type { Engine, Translated } from "./engine.ts";
import { migrations } from "./schema.ts";
import { sqlCompanies } from "./sql-companies.ts";
import { sqlFeed } from "./sql-feed.ts";
import { sqlJournal } from "./sql-journal.ts";
import { sqlKeys } from "./sql-keys.ts";
import { renewParts } from "./sql-parts.ts";
import { sqlSessions } from "./sql-sessions.ts";
import { sqlWrites } from "./sql-writes.ts";

/** @throws StorageError if the database is from a newer version */
export async function openSqlStore(engine: Engine): Promise<Store> {
  const { db } = engine;
  await migrate(engine);
  await renewParts(db);
  const { epoch } = await db.selectFrom("head").select("epoch").executeTakeFirstOrThrow();
  const translated: Translated = async (work) => {
    try {
      return await work();
    } catch (error) {
      throw engine.translate(error);
    }
  };
  const { committed, ...feed } = sqlFeed(db, epoch, translated);
  return {
    ...feed,
    ...sqlCompanies(db, translated),
    ...sqlWrites(engine, translated, committed),
    ...sqlJournal(db, translated),
    ...sqlKeys(db, translated),
    sessions: sqlSessions(db, translated),
    close: () => db.destroy(),
  };
}

async function migrate({ db, place }: Engine): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (tables.some(({ name }) => name === "kysely_migration")) {
    const run = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
      .selectFrom("kysely_migration")
      .select("name")
      .execute();
    const newer = run.find(({ name }) => !(name in migrations));
    if (newer)
      throw new StorageError(
        "unusable",
        `${place} was written by a newer version of Callas (${newer.name}): start that version.`,
      );
  }
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  await db
    .insertInto("head")
    .values({ id: 1, revision: 0, epoch: randomUUID(), forgotten: 0, parts_format: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
