/** The store on any database that Kysely supports. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { StorageError } from "../storage-error.ts";
import type { Store } from "../store.ts";
import { NO_SUM } from "../sums.ts";
import { translating, type Engine, type Sql } from "./engine.ts";
import { beginChain } from "./begin-chain.ts";
import { migrations } from "./schema.ts";
import { sqlAccounts } from "./sql-accounts.ts";
import { sqlCompanies } from "./sql-companies.ts";
import { sqlFactorSignIns } from "./sql-factor-sign-ins.ts";
import type { Mac } from "./history-chain.ts";
import { sqlFeed, type SqlFeed } from "./sql-feed.ts";
import { sqlFeedLines } from "./sql-feed-lines.ts";
import { sqlGuests } from "./sql-guests.ts";
import { sqlHistory } from "./sql-history.ts";
import { sqlKeys } from "./sql-keys.ts";
import { renewParts } from "./sql-parts.ts";
import { renewSums } from "./sql-sums.ts";
import { readPasskey, readPasskeys } from "./sql-passkeys.ts";
import { sqlNodes } from "./sql-nodes.ts";
import { sqlPeople } from "./sql-people.ts";
import { sqlScimUsers } from "./sql-scim.ts";
import { sqlProviders } from "./sql-providers.ts";
import { sqlSessions } from "./sql-sessions.ts";
import { sqlTrunks } from "./sql-trunks.ts";
import { sqlWatching } from "./sql-watching.ts";
import { sqlWrites } from "./sql-writes.ts";

/** What a database that is ready for use says of itself. */
export type Prepared = Readonly<{ mac: Mac; epoch: string }>;

/**
 * Brings the database to this version.
 * @throws StorageError if it is from a newer version
 */
export async function prepareSqlStore(engine: Engine): Promise<Prepared> {
  const { db } = engine;
  await migrate(engine);
  await renewParts(db);
  await renewSums(db);
  const mac = await beginChain(engine);
  const { epoch } = await db.selectFrom("head").select("epoch").executeTakeFirstOrThrow();
  return { mac, epoch };
}

export type SqlStore = Store & Pick<SqlFeed, "noticed">;

export function openSqlStore(engine: Engine, { mac, epoch }: Prepared): SqlStore {
  const { db } = engine;
  const translated = translating(engine.translate);
  const { committed: tell, ...feed } = sqlFeed(db, epoch, translated);
  const committed = (revision: number) => {
    tell(revision);
    engine.written?.();
  };
  return {
    ...feed,
    ...sqlCompanies(db, translated),
    ...sqlWrites(engine, mac, translated, committed),
    ...sqlHistory(engine, mac, translated, committed),
    ...sqlFeedLines(db, translated),
    ...sqlNodes(db, translated),
    ...sqlKeys(db, translated),
    ...sqlTrunks(db, translated),
    ...sqlPeople(db, translated),
    ...sqlScimUsers(db, translated),
    watch: sqlWatching(db, translated),
    ...sqlGuests(db, translated),
    ...sqlProviders(db, translated),
    passkey: (id) => translated(() => readPasskey(db, id)),
    passkeysOf: (person) => translated(() => readPasskeys(db, person)),
    sessions: sqlSessions(db, translated),
    accounts: { ...sqlAccounts(db, translated), ...sqlFactorSignIns(db, translated) },
    close: () => db.destroy(),
  };
}

async function migrate({ db, place }: Engine): Promise<void> {
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
  // A database that can, does it in one transaction, so that two processes take turns.
  const { supportsTransactionalDdl } = db.getExecutor().adapter;
  await (supportsTransactionalDdl ? db.transaction().execute(migrateToLatest) : migrateToLatest(db));
  await db
    .insertInto("head")
    .values({
      id: 1,
      revision: 0,
      epoch: randomUUID(),
      forgotten: 0,
      parts_format: 0,
      chain: null,
      secret_mark: null,
      sum: NO_SUM,
      trunks: 0,
      freed: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function migrateToLatest(db: Sql): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
