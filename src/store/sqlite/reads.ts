import { DatabaseSync } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import type { Reads } from "../account-reads.ts";
import { translating } from "../sql/engine.ts";
import type { Tables } from "../sql/schema.ts";
import { sqlReads } from "../sql/sql-account-reads.ts";
import { databaseFile } from "./data-folder.ts";
import { refusal, translate } from "./faults.ts";
import { forKysely } from "./for-kysely.ts";

/** With a write-ahead log, readers hardly ever wait for the writer. */
const WAIT_MS = 1000;

/**
 * Of a database that is already open, see {@link openSqliteStore}.
 * @throws StorageError
 */
export function openSqliteReads(dataDir: string): Reads {
  const place = databaseFile(dataDir);
  try {
    const database = new DatabaseSync(place, { readOnly: true, timeout: WAIT_MS });
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) });
    return sqlReads(db, translating(translate));
  } catch (error) {
    throw refusal(error, place);
  }
}
