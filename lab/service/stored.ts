import { DatabaseSync } from "node:sqlite";
import { databaseFile } from "../../src/store/sqlite/data-folder.ts";

/** As long as a busy machine may need for one write of the service. */
const WAIT_MS = 10_000;

/** The database beside a service that runs on it: waits while the service writes. */
export const openStored = (dataDir: string) => new DatabaseSync(databaseFile(dataDir), { timeout: WAIT_MS });
