/** node:sqlite in the form that Kysely's dialect expects of a driver. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement } from "kysely";
import { LRUCache } from "lru-cache";

/** Prepared statements by their text: about fifty, and more if a statement contains a list. */
const MOST_STATEMENTS = 200;

export function forKysely(database: DatabaseSync): SqliteDatabase {
  const statements = new LRUCache<string, SqliteStatement>({ max: MOST_STATEMENTS });
  return {
    close: () => database.close(),
    prepare(sql) {
      // A statement that fails because the disk is full has already rolled back the transaction.
      if (sql === "rollback" && !database.isTransaction) return NOTHING;
      const known = statements.get(sql);
      if (known) return known;
      const prepared = database.prepare(sql);
      const statement: SqliteStatement = {
        reader: prepared.columns().length > 0,
        all: (parameters) => prepared.all(...values(parameters)),
        run: (parameters) => prepared.run(...values(parameters)),
        iterate: (parameters) => prepared.iterate(...values(parameters)),
      };
      statements.set(sql, statement);
      return statement;
    },
  };
}

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

/** Refuses values that SQLite would silently store as NULL. */
function values(parameters: readonly unknown[]): SQLInputValue[] {
  for (const value of parameters)
    if (value !== null && typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint")
      throw new TypeError(`cannot be stored: ${typeof value}`);
  return parameters as SQLInputValue[];
}
