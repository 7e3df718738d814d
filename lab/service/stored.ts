/** The database beside a service that runs on it. */
import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import { openPostgresStore } from "../../src/store/postgres/postgres.ts";
import { databaseFile, secretFile } from "../../src/store/sqlite/data-folder.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import type { TestService } from "./service.ts";

/** As long as a busy machine may need for one write of the service. */
const WAIT_MS = 10_000;

/** Of an embedded store: waits while the service writes. */
export const openStored = (dataDir: string) => new DatabaseSync(databaseFile(dataDir), { timeout: WAIT_MS });

type Place = Pick<TestService, "dataDir" | "databaseUrl">;

/** The store itself, embedded or shared. */
export const storeOf = ({ dataDir, databaseUrl }: Place): Promise<Store> =>
  databaseUrl === undefined
    ? openSqliteStore(dataDir)
    : openPostgresStore({ url: databaseUrl, secretFile: secretFile(dataDir), lookMilliseconds: null });

/**
 * What nobody can do but by hand, in an embedded store or a shared one.
 * @param statement with `?` for each value
 */
export async function runStored(
  { dataDir, databaseUrl }: Place,
  statement: string,
  ...values: readonly string[]
): Promise<readonly object[]> {
  if (databaseUrl === undefined) {
    const database = openStored(dataDir);
    try {
      return database.prepare(statement).all(...values);
    } finally {
      database.close();
    }
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let at = 0;
    const { rows } = await client.query<object>(
      statement.replaceAll("?", () => `$${++at}`),
      [...values],
    );
    return rows;
  } finally {
    await client.end();
  }
}
