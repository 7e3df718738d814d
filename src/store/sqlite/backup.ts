import { backup, DatabaseSync } from "node:sqlite";
import { databaseFile } from "./sqlite.ts";

/** Copies the database of a data folder as it stands, while others write to it. */
export async function backUpDatabase(dataDir: string, file: string): Promise<void> {
  const database = new DatabaseSync(databaseFile(dataDir), { readOnly: true });
  try {
    await backup(database, file);
  } finally {
    database.close();
  }
}
