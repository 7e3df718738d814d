/** The shared store as one end of a move: see store/sql/copy-store.ts. */
import { Kysely } from "kysely";
import type { MoveSource, MoveTarget } from "../sql/move-ends.ts";
import type { Tables } from "../sql/schema.ts";
import { postgresDialect } from "./dialect.ts";
import { isTransient } from "./faults.ts";
import { isUsedByOthers } from "./in-use.ts";
import { leased, openPool } from "./pool.ts";
import { openPostgresStore, placeOf } from "./postgres.ts";

/** A copy takes as long as it takes. */
const COPYING_MS = 24 * 60 * 60 * 1000;

const MOST_ATTEMPTS = 20;

/** For the copy, and to look who else is there. */
const CONNECTIONS = 2;

/** @throws StorageError and SecretFileError like {@link openPostgresStore} */
export async function postgresMoveSource(url: string, secretFile: string): Promise<MoveSource> {
  const { db, place, close } = await postgresMoveTarget(url, secretFile);
  try {
    const locked = await lock(db);
    return {
      db: locked,
      place,
      isInUse: () => isUsedByOthers(db, locked),
      close: async () => {
        await locked.rollback().execute();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @throws StorageError and SecretFileError like {@link openPostgresStore} */
export async function postgresMoveTarget(url: string, secretFile: string): Promise<MoveTarget> {
  // Makes its tables, or brings them to this version.
  await (await openPostgresStore({ url, secretFile })).close();
  const pool = openPool(url, CONNECTIONS);
  const db = new Kysely<Tables>({ dialect: postgresDialect(leased(pool, COPYING_MS), null) });
  return { db, place: placeOf(url), close: () => db.destroy() };
}

/** A transaction that sees one state, and lets nobody else save. */
async function lock(db: Kysely<Tables>) {
  for (let attempt = 1; ; attempt++) {
    const locked = await db.startTransaction().setIsolationLevel("repeatable read").execute();
    try {
      await locked.selectFrom("head").select("id").forUpdate().execute();
      return locked;
    } catch (error) {
      await locked.rollback().execute();
      // A save came between; the next transaction sees it.
      if (attempt === MOST_ATTEMPTS || !isTransient(error)) throw error;
    }
  }
}
