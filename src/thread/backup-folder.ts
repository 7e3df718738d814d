import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Begins the names of folders that hold a backup while it is made and sent, beside the database. */
export const UNFINISHED_BACKUP = ".backup-";

/** Left by a process that was killed meanwhile. */
export function removeUnfinishedBackups(dataDir: string): void {
  for (const name of readdirSync(dataDir))
    if (name.startsWith(UNFINISHED_BACKUP)) rmSync(join(dataDir, name), { recursive: true });
}
