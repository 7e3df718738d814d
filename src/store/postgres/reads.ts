import { Kysely } from "kysely";
import type { Reads } from "../account-reads.ts";
import { translating } from "../sql/engine.ts";
import type { Tables } from "../sql/schema.ts";
import { sqlReads } from "../sql/sql-account-reads.ts";
import { postgresDialect } from "./dialect.ts";
import { translate } from "./faults.ts";
import { leased, openPool } from "./pool.ts";

/** A request reads a few rows by their keys. */
const READERS = 4;

/** Nothing is asked of the database before the first read. */
export function openPostgresReads(url: string, milliseconds: number): Reads {
  const limits = { whole: milliseconds, lock: milliseconds };
  const pool = leased(openPool(url, READERS), milliseconds);
  return sqlReads(new Kysely<Tables>({ dialect: postgresDialect(pool, limits) }), translating(translate));
}
