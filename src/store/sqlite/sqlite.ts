/** The embedded store: one SQLite file in the data folder. */
import { statSync } from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import { readSecretFile, SecretFileError } from "../../access/secret-file.ts";
import type { Engine } from "../sql/engine.ts";
import { openSqlStore, prepareSqlStore } from "../sql/sql-store.ts";
import type { Tables } from "../sql/schema.ts";
import type { Store } from "../store.ts";
import { databaseFile, holdDataFolder, makeFile, secretFile } from "./data-folder.ts";
import { damaged, refusal, translate } from "./faults.ts";
import { forKysely } from "./for-kysely.ts";
import { BUSY, resultCode } from "./result-codes.ts";

/** How long a statement blocks its thread while it waits for another connection. */
const WAIT_MS = 50;

/**
 * The same while the store is opened, when its thread has nothing else to do: another connection may be in the middle
 * of a large save.
 */
const WAIT_OPENING_MS = 10_000;

/** Larger files are not checked at start: it would take minutes, and SQLite reports damaged pages on reading. */
const CHECKED_BYTES = 64 * 2 ** 20;

/**
 * The store of a data folder that is already locked: see {@link holdDataFolder}.
 * @param secret the file of the secret that chains the history; it is made if the chain has not begun
 * @throws StorageError if the file is damaged, not a database, from a newer version, or cannot be trusted
 * @throws SecretFileError if the secret is missing or cannot be trusted
 */
export async function openSqliteStore(dataDir: string, secret = secretFile(dataDir)): Promise<Store> {
  const place = databaseFile(dataDir);
  const database = openDatabase(dataDir, place);
  try {
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) });
    const engine: Engine = {
      db,
      within: () => db,
      saveMilliseconds: Infinity,
      secret: (create) => readSecretFile(secret, { create }),
      translate,
      isBusy: (error) => resultCode(error) === BUSY,
      isTransient: () => false,
      isConflict: () => false,
      place,
    };
    const prepared = await prepareSqlStore(engine);
    database.exec(`PRAGMA busy_timeout = ${WAIT_MS}`);
    return openSqlStore(engine, prepared);
  } catch (error) {
    database.close();
    throw error instanceof SecretFileError ? error : refusal(error, place);
  }
}

/**
 * Locks a data folder that is not in use and opens its store; closing the store unlocks it.
 * @throws StorageError like {@link holdDataFolder} and {@link openSqliteStore}
 */
export async function openSqliteStoreAlone(dataDir: string, secret = secretFile(dataDir)): Promise<Store> {
  const held = holdDataFolder(dataDir);
  try {
    const store = await openSqliteStore(dataDir, secret);
    return { ...store, close: () => store.close().finally(held.release) };
  } catch (error) {
    held.release();
    throw error;
  }
}

/**
 * Makes a consistent copy while writes continue.
 * @throws StorageError
 */
export async function backupSqliteStore(dataDir: string, file: string): Promise<void> {
  try {
    const database = new DatabaseSync(databaseFile(dataDir), { readOnly: true, timeout: WAIT_MS });
    try {
      // Copy one state of the database, however long it takes: otherwise each write would restart the copy.
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
    database = new DatabaseSync(place, { timeout: WAIT_OPENING_MS });
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
