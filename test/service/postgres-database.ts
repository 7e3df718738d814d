/** A database of a PostgreSQL server, for the contracts of the store. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { newFolder } from "../../lab/service/new-folder.ts";
import type { Postgres } from "../../lab/service/postgres.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres.ts";
import { openPostgresReads } from "../../src/store/postgres/reads.ts";
import type { Database } from "./store-sample.ts";

/** A busy machine may take its time. */
const PATIENCE_MS = 120_000;

let databases = 0;

/** @param urlOf how Callas reaches a database of the server */
export async function postgresDatabase(server: Postgres, urlOf: (database: string) => string): Promise<Database> {
  const name = `callas_${++databases}`;
  const copy = `${name}_copy`;
  const folder = await newFolder();
  const backup = join(folder, "backup");
  await server.create(name);
  const open = (database: string) =>
    openPostgresStore({
      url: urlOf(database),
      secretFile: join(folder, "secret"),
      saveMilliseconds: PATIENCE_MS,
      // What this process writes it need not look for.
      lookMilliseconds: PATIENCE_MS,
    });
  return {
    open: () => open(name),
    reads: () => openPostgresReads(urlOf(name), PATIENCE_MS),
    bytes: async () => {
      await server.run("pg_dump", "-f", backup, name);
      return await readFile(backup);
    },
    backup: () => server.run("pg_dump", "-Fc", "-f", backup, name),
    openBackup: async () => {
      await server.create(copy);
      await server.run("pg_restore", "-d", copy, backup);
      return await open(copy);
    },
    remove: async () => {
      await server.drop(name);
      await rm(folder, { recursive: true });
    },
  };
}
