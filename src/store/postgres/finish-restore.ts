/** What Callas does with a database that PostgreSQL has restored, from a dump or to a point in time. */
import { randomUUID } from "node:crypto";
import { Kysely } from "kysely";
import type { Tables } from "../sql/schema.ts";
import { StorageError } from "../storage-error.ts";
import { postgresDialect } from "./dialect.ts";
import { isUsedByOthers } from "./in-use.ts";
import { postgresMoveTarget } from "./move-ends.ts";
import { leased, openPool } from "./pool.ts";
import { openFault, placeOf } from "./postgres.ts";

export type FinishedRestore = Readonly<{
  /** The database, without what is secret in its address. */
  place: string;
  /** The revision of the last write that was restored. */
  revision: number;
}>;

/** For each question about a database of which nothing is known yet. */
const LOOK_MS = 10_000;

/**
 * Gives the database a new epoch, so that every copy starts over, and ends all sessions.
 * @param after new revisions are higher than this one, too
 * @throws StorageError `no_backup` if it is not a database of Callas; `unusable` if somebody else is connected to it,
 *   and for the reasons of openPostgresStore
 * @throws SecretFileError if the secret is missing or cannot be trusted
 */
export async function finishRestore(url: string, secretFile: string, after: number): Promise<FinishedRestore> {
  await requireUnusedCallas(url);
  const { db, place, close } = await postgresMoveTarget(url, secretFile);
  try {
    return await db.transaction().execute(async (sql) => {
      const { revision } = await sql.selectFrom("head").select("revision").forUpdate().executeTakeFirstOrThrow();
      // Somebody may have connected since.
      if (await isUsedByOthers(db, sql)) throw inUse(place);
      await sql
        .updateTable("head")
        .set({ epoch: randomUUID(), revision: Math.max(revision, after) })
        .execute();
      // People who were signed in then may have signed out since.
      await sql.deleteFrom("session").execute();
      return { place, revision };
    });
  } finally {
    await close();
  }
}

const inUse = (place: string) =>
  new StorageError(
    "unusable",
    `${place} is in use: stop every Callas on it, and whoever else is connected (PgBouncer, psql).`,
  );

/** Opening a store upgrades it, which must not happen to one in use, and would make tables in another database. */
async function requireUnusedCallas(url: string): Promise<void> {
  const place = placeOf(url);
  const pool = openPool(url, 1, LOOK_MS);
  const db = new Kysely<Tables>({ dialect: postgresDialect(leased(pool, LOOK_MS), null) });
  try {
    const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
    if (!["kysely_migration", "head", "document"].every((table) => tables.some(({ name }) => name === table)))
      throw new StorageError(
        "no_backup",
        `${place} is not a database of Callas: restore it first, with pg_restore or to a point in time.`,
      );
    if (await isUsedByOthers(db, db)) throw inUse(place);
  } catch (error) {
    throw openFault(place, error);
  } finally {
    await db.destroy();
  }
}
