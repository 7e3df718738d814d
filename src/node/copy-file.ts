/**
 * The files of a copy: SQLite databases with what calls are decided from. While one is in use, the next may be filled
 * beside it; a number in their names tells which is newer.
 */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PARTS_FORMAT } from "../decide/buckets.ts";
import { NO_SUM } from "../store/sums.ts";

/** Files with other tables are not used: they are filled anew. */
const TABLES_FORMAT = 1;

/**
 * `filling`: companies are read from a snapshot; `catching_up`: all were read, and what changed meanwhile is not;
 * `complete`: exactly the state of a revision.
 */
type CopyState = "filling" | "catching_up" | "complete";

export type CopyHead = Readonly<{
  state: CopyState;
  /** Of the store; "" until the first line of a snapshot has been read. */
  epoch: string;
  revision: number;
  /** Changes when the copy was mended or filled: whoever follows it reads everything again. */
  life: string;
  /** The changes up to this revision are not kept. */
  forgotten: number;
  /** The checksum of all companies. */
  sum: string;
  /** The last company of the snapshot that has been read. */
  cursor: string;
  parts_format: number;
}>;

const TABLES = `
  CREATE TABLE head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT NOT NULL,
    epoch TEXT NOT NULL,
    revision INTEGER NOT NULL,
    life TEXT NOT NULL,
    forgotten INTEGER NOT NULL,
    sum TEXT NOT NULL,
    cursor TEXT NOT NULL,
    parts_format INTEGER NOT NULL
  );
  INSERT INTO head VALUES (1, 'filling', '', 0, '', 0, '${NO_SUM}', '', ${PARTS_FORMAT});
  CREATE TABLE company (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, sum TEXT NOT NULL, body TEXT NOT NULL);
  CREATE TABLE core (company TEXT PRIMARY KEY, revision INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE TABLE bucket (company TEXT, bucket INTEGER, body TEXT NOT NULL, PRIMARY KEY (company, bucket)) WITHOUT ROWID;
  CREATE TABLE trunk (id TEXT PRIMARY KEY, body TEXT NOT NULL);
  CREATE TABLE api_key (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
  CREATE TABLE quotas (company TEXT PRIMARY KEY, body TEXT NOT NULL);
  CREATE TABLE quotas_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT NOT NULL,
    revision INTEGER NOT NULL,
    cursor TEXT NOT NULL
  );
  INSERT INTO quotas_head SELECT id, state, revision, cursor FROM head;
  CREATE TABLE feed (revision INTEGER PRIMARY KEY, company TEXT, removed INTEGER NOT NULL);
  PRAGMA user_version = ${TABLES_FORMAT};
`;

const NAME = /^copy-(\d+)\.sqlite$/;

/** The numbers of the files in a folder, the newest first. */
export function copyNumbers(folder: string): readonly number[] {
  const numbers = readdirSync(folder).flatMap((name) => Number(NAME.exec(name)?.[1] ?? Number.NaN));
  return numbers.filter((number) => !Number.isNaN(number)).sort((a, b) => b - a);
}

export const copyPath = (folder: string, number: number) => join(folder, `copy-${number}.sqlite`);

export function removeCopy(path: string): void {
  for (const companion of ["", "-wal", "-shm", "-journal"]) rmSync(path + companion, { force: true });
}

/** How long a statement waits for a reader that recovers the log. */
const WAIT_MS = 1000;

export function createCopy(path: string): DatabaseSync {
  removeCopy(path);
  const database = new DatabaseSync(path, { timeout: WAIT_MS });
  try {
    // Losing the end of a copy that is filled costs little; damaging it would cost all.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    database.exec(`BEGIN; ${TABLES} COMMIT`);
    return database;
  } catch (error) {
    // Whoever tries again makes another file.
    database.close();
    removeCopy(path);
    throw error;
  }
}

/** @returns null if it cannot be used */
export function openCopy(path: string): DatabaseSync | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: WAIT_MS });
    const { user_version } = database.prepare("PRAGMA user_version").get() as { user_version: number };
    if (user_version === TABLES_FORMAT) {
      readHead(database);
      return database;
    }
    database.close();
  } catch {
    database?.close();
  }
  return null;
}

/** Earlier versions made files without a place for quotas. */
export const hasPlaceForQuotas = (database: DatabaseSync) =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'quotas_head'").get() !== undefined;

/**
 * Whether all that is in the file came with quotas. Earlier versions, which leave them out, move the head alone. While a
 * file is filled, its cursor and its state show that: the revision stays.
 */
export const hasQuotas = (database: DatabaseSync) =>
  hasPlaceForQuotas(database) &&
  database.prepare("SELECT 1 FROM head JOIN quotas_head USING (state, revision, cursor)").get() !== undefined;

export const readHead = (database: DatabaseSync) => database.prepare("SELECT * FROM head").get() as CopyHead;
