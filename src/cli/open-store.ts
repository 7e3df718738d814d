/** Opens the store for a command that works without a service. */
import type { ClientConfig } from "../config.ts";
import type { Store } from "../store/store.ts";

/** The shared store of CALLAS_DATABASE_URL, which others may use meanwhile, or that of the data folder alone. */
export async function openStore({ dataDir, databaseUrl, secretFile }: ClientConfig): Promise<Store> {
  // Every other command starts faster without the database.
  if (databaseUrl !== undefined) {
    const { openPostgresStore } = await import("../store/postgres/postgres.ts");
    return await openPostgresStore({ url: databaseUrl, secretFile, lookMilliseconds: null });
  }
  const { openSqliteStoreAlone } = await import("../store/sqlite/sqlite.ts");
  return await openSqliteStoreAlone(dataDir, secretFile);
}

/** For people. */
export const placeOf = ({ dataDir, databaseUrl }: ClientConfig): string =>
  databaseUrl === undefined ? `the data folder ${dataDir}` : "the database of CALLAS_DATABASE_URL";
