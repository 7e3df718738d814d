/** The embedded store: one SQLite file in the data folder, held by one process. */
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { backup, DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Kysely, SqliteDialect, type SqliteDatabase } from "kysely";
import { openSqlStore } from "../sql/sql-store.ts";
import type { Tables } from "../sql/schema.ts";
import { BUSY, CORRUPT, FULL, NOT_A_DATABASE, resultCode } from "./result-codes.ts";
import { type Store } from "../store.ts";
import { StorageError } from "../storage-error.ts";

export const databaseFile = (dataDir: string) => join(dataDir, "callas.sqlite");

/**
 * @throws StorageError when another process holds the folder, or the file is damaged, no database, or a newer version's
 */
export async function openSqliteStore(dataDir: string): Promise<Store> {
  const place = databaseFile(dataDir);
  const database = openDatabase(dataDir, place);
  try {
    return await openSqlStore({
      db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) }),
      translate,
      backup: async (file) => {
        await backup(database, file);
      },
      place,
    });
  } catch (error) {
    database.close();
    throw refusal(error, place);
  }
}

function openDatabase(dataDir: string, place: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const isNew = !existsSync(place);
    // Names, numbers and hashes of keys are nobody else's; SQLite gives its other files the same mode.
    if (isNew) closeSync(openSync(place, "a", 0o600));
    database = new DatabaseSync(place);
    // One process holds the file from its first read to its end; a lock dies with its process.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    database.exec("BEGIN IMMEDIATE; COMMIT;");
    const check = isNew ? "ok" : Object.values(database.prepare("PRAGMA quick_check(1)").get() ?? {})[0];
    if (check !== "ok") throw new StorageError("unusable", damaged(place));
    return database;
  } catch (error) {
    database?.close();
    throw refusal(error, place);
  }
}

const damaged = (place: string) => `${place} is damaged: put back a backup with 'callas restore FILE'.`;

/** @returns a StorageError that says why the database at the place cannot be served from */
export function refusal(error: unknown, place: string): unknown {
  if (error instanceof StorageError) return error;
  const code = resultCode(error);
  if (code === BUSY)
    return new StorageError("unusable", `${place} is in use: another Callas serves this data folder.`, error);
  if (code === CORRUPT || code === NOT_A_DATABASE) return new StorageError("unusable", damaged(place), error);
  return new StorageError(
    "unusable",
    `${place} cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
    error,
  );
}

function translate(error: unknown): unknown {
  const code = resultCode(error);
  if (code === undefined) return error;
  if (code === FULL) return new StorageError("full", "The disk of the database is full: nothing was saved.", error);
  if (code === CORRUPT || code === NOT_A_DATABASE)
    return new StorageError("corrupt", "The database is damaged: nothing was saved.", error);
  return new StorageError("unavailable", "The database cannot be used at the moment: nothing was saved.", error);
}

/** node:sqlite in the form that Kysely's dialect expects of a driver. */
function forKysely(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      // A statement that fails for want of room has rolled the transaction back already.
      if (sql === "rollback" && !database.isTransaction) return NOTHING;
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
  };
}

const NOTHING = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

/** What SQLite would store as NULL in silence is refused instead. */
function values(parameters: readonly unknown[]): SQLInputValue[] {
  for (const value of parameters)
    if (value !== null && typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint")
      throw new TypeError(`cannot be stored: ${typeof value}`);
  return parameters as SQLInputValue[];
}
