/** `callas restore`: restores a backup while no service runs. */
import type { Command } from "commander";
import { readClientConfig } from "../config.ts";
import { EXIT, Failure } from "./failure.ts";

export function addRestore(program: Command): void {
  program
    .command("restore")
    .summary("restore a backup")
    .description(
      "Replaces the database of the data folder (CALLAS_DATA_DIR, else ./data) by a backup, while no service\n" +
        "runs on it. The file is checked first, and brought to this version; if anything fails, the database stays as\n" +
        "it was. The database that was there is kept as callas.sqlite.before-restore. Keys are those of the backup: revoke\n" +
        "again those that were revoked since.",
    )
    .argument("<file>", "the backup")
    .addHelpText(
      "after",
      `
Examples:
  callas restore callas-2026-11-22.sqlite
  CALLAS_DATA_DIR=/var/lib/callas callas restore /var/backups/callas.sqlite`,
    )
    .action(restore);
}

async function restore(file: string): Promise<void> {
  const { dataDir, databaseUrl, secretFile } = readClientConfig(process.env);
  if (databaseUrl !== undefined)
    throw new Failure(
      EXIT.usage,
      "CALLAS_DATABASE_URL is set: the data is in PostgreSQL. Restore it with pg_restore, see docs/operating/postgresql.md.",
    );
  // Every other command starts faster without the database.
  const { restoreSqliteStore } = await import("../store/sqlite/restore.ts");
  const { place, revision, kept } = await restoreSqliteStore(file, dataDir, secretFile);
  process.stdout.write(`Restored ${place} at revision ${revision}.\n`);
  if (kept !== null) process.stdout.write(`The database that was there is kept as ${kept}.\n`);
}
