import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The prefix of folders, next to the database, that contain a backup while it is made and sent. */
export const UNFINISHED_BACKUP = ".backup-";

/** Removes folders left by a process that was killed. */
export function removeUnfinishedBackups(dataDir: string): void {
  for (const name of readdirSync(dataDir))
    if (name.startsWith(UNFINISHED_BACKUP)) rmSync(join(dataDir, name), { recursive: true });
}
