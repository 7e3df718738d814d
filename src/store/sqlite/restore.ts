/** Replaces the embedded database with a backup while no process is using it. */
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, statSync, type Stats } from "node:fs";
import { chown, link, mkdir, mkdtemp, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pipeline } from "node:stream/promises";
import { SecretFileError } from "../../access/secret-file.ts";
import { StorageError } from "../storage-error.ts";
import { migrations } from "../sql/schema.ts";
import { CORRUPT, NOT_A_DATABASE, resultCode } from "./result-codes.ts";
import { databaseFile, holdDataFolder, secretFile } from "./data-folder.ts";
import { refusal } from "./faults.ts";
import { openSqliteStore } from "./sqlite.ts";

export type Restored = Readonly<{
  /** The path of the database. */
  place: string;
  /** The revision of the last write in the backup. */
  revision: number;
  /** The path where the previous database is kept; null if there was none. */
  kept: string | null;
}>;

/** Files that SQLite keeps next to a database. If left there, SQLite would apply them to the new database. */
const COMPANIONS = ["-wal", "-shm", "-journal"];

/**
 * Checks a copy of the backup, upgrades it to this version, gives it a new epoch, and then replaces the database with
 * it in one step. If anything fails, the database stays as it was.
 * @throws StorageError if the file is not an intact database of this version of Callas or an older one
 * @throws SecretFileError if the secret of its history is missing or cannot be trusted
 * @throws StorageError if a process holds the folder, or if it cannot be written
 */
export async function restoreSqliteStore(
  file: string,
  dataDir: string,
  secret = secretFile(dataDir),
): Promise<Restored> {
  const place = databaseFile(dataDir);
  if (!existsSync(file)) throw new StorageError("no_backup", `${file} does not exist.`);
  if (existsSync(place) && isSameFile(statSync(file), statSync(place)))
    throw new StorageError("no_backup", `${file} is the database itself: name a backup of it.`);
  const folderHold = holdDataFolder(dataDir);
  const held = await folderHeld(dataDir, place).catch((error: unknown) => {
    folderHold.release();
    throw error;
  });
  try {
    const folder = await mkdtemp(join(dataDir, ".restore-"));
    try {
      const copy = databaseFile(folder);
      await copyBackup(file, copy);
      checkBackup(file, copy);
      const revision = await renew(folder, copy, held, secret);
      await checkObjects(file, folder, copy);
      await giveToOwnerOf(dataDir, copy);
      const kept = existsSync(place) ? `${place}.before-restore` : null;
      if (kept !== null) await keepDatabase(place, kept);
      await takePlace(copy, place, kept, held !== null);
      return { place, revision, kept };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw error instanceof StorageError || error instanceof SecretFileError ? error : refusal(error, place);
  } finally {
    held?.close();
    folderHold.release();
  }
}

const isSameFile = (a: Stats, b: Stats) => a.dev === b.dev && a.ino === b.ino;

/** @returns a connection that locks the database; null if there is no database, or none that can be opened */
async function folderHeld(dataDir: string, place: string): Promise<DatabaseSync | null> {
  let database: DatabaseSync | undefined;
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    if (!existsSync(place)) return null;
    database = new DatabaseSync(place);
    // Without a write-ahead log, no other files remain, and closing the connection touches none.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT;");
    return database;
  } catch (error) {
    database?.close();
    const code = resultCode(error);
    // No process can hold a file that SQLite cannot read, and a damaged file is what backups are for.
    if (code === CORRUPT || code === NOT_A_DATABASE) return null;
    throw refusal(error, place);
  }
}

/**
 * Copies the file, and its write-ahead log in case the database was not closed. The copy has neither the owner nor the
 * mode of the file.
 */
async function copyBackup(file: string, copy: string): Promise<void> {
  for (const companion of ["", "-wal"]) {
    if (companion !== "" && !existsSync(file + companion)) continue;
    try {
      const output = createWriteStream(copy + companion, { flags: "wx", mode: 0o600 });
      await pipeline(createReadStream(file + companion), output);
    } catch (error) {
      throw new StorageError("no_backup", `${file}${companion} cannot be copied: ${(error as Error).message}`);
    }
  }
}

function checkBackup(file: string, copy: string): void {
  const database = new DatabaseSync(copy);
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    if (!["kysely_migration", "head", "document"].every((table) => tables.some(({ name }) => name === table)))
      throw new StorageError("no_backup", `${file} is not a database of Callas.`);
    // Triggers, views and virtual tables could run code as soon as the copy is used.
    const [active] = objectsIn(database, "type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'");
    if (active !== undefined) throw foreignObject(file, active);
    const newer = database
      .prepare("SELECT name FROM kysely_migration ORDER BY name")
      .all()
      .find(({ name }) => !(String(name) in migrations));
    if (newer)
      throw new StorageError(
        "no_backup",
        `${file} was written by a newer version of Callas (${String(newer["name"])}): use that version.`,
      );
    const [check] = Object.values(database.prepare("PRAGMA integrity_check(1)").get() ?? {});
    if (check !== "ok") throw new StorageError("no_backup", `${file} is damaged: ${String(check)}`);
  } catch (error) {
    const code = resultCode(error);
    if (code === NOT_A_DATABASE) throw new StorageError("no_backup", `${file} is not a database of Callas.`);
    if (code === CORRUPT) throw new StorageError("no_backup", `${file} is damaged: ${(error as Error).message}`);
    throw error;
  } finally {
    database.close();
  }
}

const foreignObject = (file: string, object: string) =>
  new StorageError("no_backup", `${file} has a ${object} that Callas does not make: it is not restored.`);

/** A database of this version has the objects that a new one has, and no others. */
async function checkObjects(file: string, folder: string, copy: string): Promise<void> {
  const sample = join(folder, "sample");
  await (await openSqliteStore(sample)).close();
  const known = new Set(objectsOf(databaseFile(sample)));
  const foreign = objectsOf(copy).find((object) => !known.has(object));
  if (foreign !== undefined) throw foreignObject(file, foreign);
}

function objectsOf(file: string): readonly string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    // Names that start with sqlite_ are SQLite's own; nobody else can give them.
    return objectsIn(database, "name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  } finally {
    database.close();
  }
}

/** @returns `table “head”`, `index “feed_company”` … */
function objectsIn(database: DatabaseSync, condition: string): readonly string[] {
  const rows = database.prepare(`SELECT type || ' “' || name || '”' AS object FROM sqlite_schema WHERE ${condition}`);
  return rows.all().map(({ object }) => String(object));
}

/** Root may restore for the user whose service reads the folder. */
async function giveToOwnerOf(dataDir: string, file: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(dataDir);
  await chown(file, uid, gid);
}

/** @returns the revision of the copy, which is now of this version and has an epoch of its own */
async function renew(folder: string, copy: string, replaced: DatabaseSync | null, secret: string): Promise<number> {
  const store = await openSqliteStore(folder, secret);
  const revision = await store.head();
  await store.close();
  // A client that still has an ETag of the replaced database must not see its number reused for another write.
  const before = Number(replaced?.prepare("SELECT max(revision) AS revision FROM head").get()?.["revision"] ?? 0);
  const database = new DatabaseSync(copy);
  database.prepare("UPDATE head SET epoch = ?, revision = max(revision, ?)").run(randomUUID(), before);
  // People who were signed in when the backup was made may have signed out since.
  database.exec("DELETE FROM session");
  database.close();
  await sync(copy);
  return revision;
}

/** Gives the database a second name, so that its path exists at every moment. */
async function keepDatabase(place: string, kept: string): Promise<void> {
  await Promise.all(["", ...COMPANIONS].map((companion) => rm(kept + companion, { force: true })));
  await link(place, kept);
}

/** @param isSound whether the previous database could be opened; the files next to it are then empty */
async function takePlace(copy: string, place: string, kept: string | null, isSound: boolean): Promise<void> {
  const keepCompanions = isSound ? null : kept;
  const away: string[] = [];
  try {
    for (const companion of COMPANIONS) {
      if (!existsSync(place + companion)) continue;
      if (keepCompanions === null) await rm(place + companion);
      else {
        await rename(place + companion, keepCompanions + companion);
        away.push(companion);
      }
    }
    await rename(copy, place);
  } catch (error) {
    for (const companion of away) await rename(`${keepCompanions}${companion}`, place + companion);
    if (kept !== null) await rm(kept, { force: true });
    throw error;
  }
  await sync(join(place, ".."));
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
