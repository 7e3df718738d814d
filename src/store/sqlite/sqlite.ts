/** The embedded store: one SQLite file in the data folder. */
import { statSync } from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import { openSqlStore } from "../sql/sql-store.ts";
import type { Tables } from "../sql/schema.ts";
import type { Store } from "../store.ts";
import { databaseFile, holdDataFolder, makeFile } from "./data-folder.ts";
import { damaged, refusal, translate } from "./faults.ts";
import { forKysely } from "./for-kysely.ts";
import { BUSY, DUPLICATES, extendedResultCode, resultCode } from "./result-codes.ts";

/** How long a statement waits for another connection in its thread; longer waits let the thread go on. */
const WAIT_MS = 50;

/** Larger files are not read through at each start: that takes minutes, and SQLite says where a page is damaged. */
const CHECKED_BYTES = 64 * 2 ** 20;

/**
 * The store of a data folder that is held already: see {@link holdDataFolder}.
 * @throws StorageError when the file is damaged, no database, a newer version's, or not to be trusted
 */
export async function openSqliteStore(dataDir: string): Promise<Store> {
  const place = databaseFile(dataDir);
  const database = openDatabase(dataDir, place);
  try {
    return await openSqlStore({
      db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) }),
      translate,
      isBusy: (error) => resultCode(error) === BUSY,
      isDuplicate: (error) => DUPLICATES.includes(extendedResultCode(error)),
      place,
    });
  } catch (error) {
    database.close();
    throw refusal(error, place);
  }
}

/**
 * The store of a folder that nobody serves, held until the store is closed.
 * @throws StorageError as {@link holdDataFolder} and {@link openSqliteStore}
 */
export async function openSqliteStoreAlone(dataDir: string): Promise<Store> {
  const held = holdDataFolder(dataDir);
  try {
    const store = await openSqliteStore(dataDir);
    return { ...store, close: () => store.close().finally(held.release) };
  } catch (error) {
    held.release();
    throw error;
  }
}

/**
 * A consistent copy, made while the store is written to.
 * @throws StorageError
 */
export async function backupSqliteStore(dataDir: string, file: string): Promise<void> {
  try {
    const database = new DatabaseSync(databaseFile(dataDir), { readOnly: true, timeout: WAIT_MS });
    try {
      // One moment of the database, however long the copy takes: otherwise each write would make it begin again.
      database.exec("BEGIN; SELECT revision FROM head");
      await backup(database, file);
    } finally {
      database.close();
    }
  } catch (error) {
    throw translate(error);
  }
}

function openDatabase(dataDir: string, place: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    const isNew = makeFile(dataDir, place);
    database = new DatabaseSync(place, { timeout: WAIT_MS });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    database.exec("BEGIN IMMEDIATE; COMMIT;");
    if (!isNew && statSync(place).size <= CHECKED_BYTES) {
      const [check] = Object.values(database.prepare("PRAGMA quick_check(1)").get() ?? {});
      if (check !== "ok") throw damaged(place);
    }
    return database;
  } catch (error) {
    database?.close();
    throw refusal(error, place);
  }
}
