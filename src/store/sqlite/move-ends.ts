/** The embedded store as one end of a move: see store/sql/copy-store.ts. */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import type { MoveSource, MoveTarget } from "../sql/move-ends.ts";
import { migrations, type Tables } from "../sql/schema.ts";
import { StorageError } from "../storage-error.ts";
import { databaseFile, holdDataFolder, type HeldFolder } from "./data-folder.ts";
import { refusal } from "./faults.ts";
import { forKysely } from "./for-kysely.ts";
import { BUSY, resultCode } from "./result-codes.ts";
import { openSqliteStore } from "./sqlite.ts";

/** As long as a save of the service may take. */
const WAIT_MS = 10_000;

/**
 * The database of a data folder, which a service may use: it goes on reading, and saves nothing until this is closed.
 * @throws StorageError if there is none, if it cannot be used, or if it is not of this version
 */
export async function sqliteMoveSource(dataDir: string, secret: string): Promise<MoveSource> {
  const place = databaseFile(dataDir);
  if (!existsSync(place)) throw new StorageError("unusable", `There is no database in ${dataDir}.`);
  let held = heldIfFree(dataDir);
  // Where nobody uses it, it may still be of an older version.
  if (held !== null) await released(held, () => openAndClose(dataDir, secret));
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(place, { timeout: WAIT_MS });
    database.exec("BEGIN IMMEDIATE");
    requireThisVersion(database, place);
    const locked = database;
    return {
      db: kyselyOf(database),
      place,
      isInUse: async () => (held ??= heldIfFree(dataDir)) === null,
      close: async () => {
        locked.close();
        held?.release();
      },
    };
  } catch (error) {
    database?.close();
    held?.release();
    throw refusal(error, place);
  }
}

/**
 * @throws StorageError if a process holds the folder, or if it cannot be used
 * @throws SecretFileError if the secret cannot be trusted
 */
export async function sqliteMoveTarget(dataDir: string, secret: string): Promise<MoveTarget> {
  const place = databaseFile(dataDir);
  const held = holdDataFolder(dataDir);
  await released(held, () => openAndClose(dataDir, secret));
  const database = new DatabaseSync(place);
  database.exec("PRAGMA synchronous = FULL");
  return {
    db: kyselyOf(database),
    place,
    close: async () => {
      database.close();
      held.release();
    },
  };
}

const kyselyOf = (database: DatabaseSync) =>
  new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) });

/** Makes its tables, or brings them to this version. */
const openAndClose = async (dataDir: string, secret: string) => (await openSqliteStore(dataDir, secret)).close();

async function released(held: HeldFolder, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    held.release();
    throw error;
  }
}

/** @returns null if a process holds it */
function heldIfFree(dataDir: string): HeldFolder | null {
  try {
    return holdDataFolder(dataDir);
  } catch (error) {
    if (error instanceof StorageError && resultCode(error.cause) === BUSY) return null;
    throw error;
  }
}

function requireThisVersion(database: DatabaseSync, place: string): void {
  const run = database.prepare("SELECT name FROM kysely_migration ORDER BY name").all();
  if (run.map(({ name }) => name).join() !== Object.keys(migrations).sort().join())
    throw new StorageError("unusable", `The service that uses ${place} is of another version: use its own 'callas'.`);
}
