/** The shared store: a PostgreSQL database that several processes may use at once. */
import { Kysely } from "kysely";
import { setTimeout as sleep } from "node:timers/promises";
import { readSecretFile, SecretFileError } from "../../access/secret-file.ts";
import type { Engine } from "../sql/engine.ts";
import { markOf } from "../sql/history-chain.ts";
import { openSqlStore, prepareSqlStore } from "../sql/sql-store.ts";
import type { Tables } from "../sql/schema.ts";
import { StorageError } from "../storage-error.ts";
import type { Store } from "../store.ts";
import { postgresDialect } from "./dialect.ts";
import { isAway, isConflict, isRace, isTransient, translate } from "./faults.ts";
import { leased, openPool } from "./pool.ts";
import { openDoorbell, type Doorbell } from "./doorbell.ts";
import { watchHead } from "./watch-head.ts";

export type PostgresOptions = Readonly<{
  /** `postgres://…` */
  url: string;
  /** The file of the secret that chains the history; every process that uses the database has the same. */
  secretFile: string;
  /** How long a save may take. */
  saveMilliseconds?: number;
  /** How often to look whether another process has written; null: never. */
  lookMilliseconds?: number | null;
  /**
   * Also tells other processes of writes, and looks as soon as they tell: on a connection of its own. Called with what
   * keeps the database from telling; looking goes on.
   */
  unheard?: (error: unknown) => void;
}>;

/** An answer is due within 5 s; the rest is left to the way there and back. */
const SAVE_MS = 4000;

const LOOK_MS = 100;

/** Connections for reads, and for saves: what holds up one must not hold up the other. */
const READERS = 8;
const WRITERS = 8;

/** Processes that open a new database at once get in each other's way. */
const MOST_OPENINGS = 5;
const OPEN_AGAIN_MS = 100;

/** A server that does not answer at all is away. */
const CONNECT_MS = 10_000;

/** Nobody waits for tables to be made. */
const OPENING_MS = 24 * 60 * 60 * 1000;

/**
 * @throws StorageError `unavailable` if the database cannot be reached, `unusable` if it is from a newer version, has
 *   another secret, or cannot be used for another reason
 * @throws SecretFileError if the secret is missing or cannot be trusted
 */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const { url, secretFile, saveMilliseconds = SAVE_MS, lookMilliseconds = LOOK_MS, unheard } = options;
  const place = placeOf(url);
  const common = {
    saveMilliseconds,
    secret: (create: boolean) => readSecretFile(secretFile, { create }),
    translate,
    isBusy: () => false,
    isTransient,
    isConflict,
    place,
  };
  const prepared = await prepare(common, url);
  const [reading, writing] = [openPool(url, READERS), openPool(url, WRITERS)];
  const limits = { whole: saveMilliseconds, lock: saveMilliseconds };
  const db = new Kysely<Tables>({
    dialect: postgresDialect(leased(reading, saveMilliseconds), limits),
  });
  let doorbell: Doorbell | null = null;
  const store = openSqlStore(
    {
      ...common,
      db,
      written: () => doorbell?.ring(),
      within: (limits) => new Kysely<Tables>({ dialect: postgresDialect(leased(writing, limits.whole), limits) }),
    },
    prepared,
  );
  const watching = lookMilliseconds === null ? null : watchHead(store, lookMilliseconds);
  if (watching !== null && unheard !== undefined)
    doorbell = openDoorbell({ url, heard: watching.ring, failed: unheard });
  return {
    ...store,
    close: async () => {
      await doorbell?.close();
      await watching?.close();
      await store.close();
      await writing.end();
    },
  };
}

/** Brings the tables to this version. */
async function prepare(common: Omit<Engine, "db" | "within">, url: string) {
  const pool = openPool(url, 1, CONNECT_MS);
  const db = new Kysely<Tables>({ dialect: postgresDialect(leased(pool, OPENING_MS), null) });
  try {
    const prepared = await raced(() => prepareSqlStore({ ...common, db, within: () => db }));
    const { secret_mark: mark } = await db.selectFrom("head").select("secret_mark").executeTakeFirstOrThrow();
    if (mark !== null && mark !== markOf(prepared.mac))
      throw new StorageError(
        "unusable",
        `The history in ${common.place} was begun with another secret: every Callas that uses it needs the same file (CALLAS_SECRET_FILE).`,
      );
    return prepared;
  } catch (error) {
    throw openFault(common.place, error);
  } finally {
    await db.destroy();
  }
}

/** What is told of an error while a database is opened. */
export function openFault(place: string, error: unknown): unknown {
  if (error instanceof StorageError || error instanceof SecretFileError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new StorageError(isAway(error) ? "unavailable" : "unusable", `${place} cannot be used: ${why}`, error);
}

async function raced<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work();
    } catch (error) {
      if (attempt === MOST_OPENINGS || !isRace(error)) throw error;
      await sleep(OPEN_AGAIN_MS);
    }
}

/** The address without what is secret in it. */
export function placeOf(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    throw new StorageError("unusable", "The address of the database is not a URL (postgres://HOST/DATABASE).");
  }
}
