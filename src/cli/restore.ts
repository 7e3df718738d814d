/** `callas restore`: restores a backup while no service runs. */
import { InvalidArgumentError, type Command } from "commander";
import { readClientConfig, type ClientConfig } from "../config.ts";
import { EXIT, Failure } from "./failure.ts";

export function addRestore(program: Command): void {
  program
    .command("restore")
    .summary("restore a backup")
    .description(
      "Replaces the database of the data folder (CALLAS_DATA_DIR, else ./data) by a backup, while no service\n" +
        "runs on it. The file is checked first, and brought to this version; if anything fails, the database stays as\n" +
        "it was. The database that was there is kept as callas.sqlite.before-restore. Keys are those of the backup: revoke\n" +
        "again those that were revoked since.\n\n" +
        "On PostgreSQL (CALLAS_DATABASE_URL), pg_restore or a recovery to a point in time brings the data back. 'callas\n" +
        "restore' without a file then makes the database ready, before any Callas starts on it: a new epoch, with which\n" +
        "every copy and call node starts over, and nobody signed in.",
    )
    .argument("[file]", "the backup of an embedded database")
    .option(
      "--after <revision>",
      "on PostgreSQL: the last revision of the database that is replaced, if it is known",
      revision,
    )
    .addHelpText(
      "after",
      `
Examples:
  callas restore callas-2026-11-22.sqlite
  CALLAS_DATA_DIR=/var/lib/callas callas restore /var/backups/callas.sqlite
  CALLAS_DATABASE_URL=postgres://callas@db.example/callas_restored callas restore --after 48211`,
    )
    .action(restore);
}

/** Far above what any Callas writes, and far below where numbers stop being exact. */
function revision(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError("It is a number of at most 12 digits.");
  return Number(text);
}

type Options = Readonly<{ after?: number }>;

async function restore(file: string | undefined, { after }: Options): Promise<void> {
  const config = readClientConfig(process.env);
  if (config.databaseUrl !== undefined) {
    if (file !== undefined)
      throw new Failure(
        EXIT.usage,
        "CALLAS_DATABASE_URL is set: the data is in PostgreSQL. Restore it with pg_restore, then run 'callas restore' " +
          "without a file, see docs/operating/postgresql.md.",
      );
    return await restoreShared(config.databaseUrl, config, after ?? 0);
  }
  if (file === undefined) throw new Failure(EXIT.usage, "name the backup, or set CALLAS_DATABASE_URL for PostgreSQL.");
  if (after !== undefined)
    throw new Failure(EXIT.usage, "--after is for PostgreSQL: the embedded database that is replaced is read.");
  await restoreEmbedded(file, config);
}

async function restoreEmbedded(file: string, { dataDir, secretFile }: ClientConfig): Promise<void> {
  // Every other command starts faster without the database.
  const { restoreSqliteStore } = await import("../store/sqlite/restore.ts");
  const { place, revision, kept } = await restoreSqliteStore(file, dataDir, secretFile);
  process.stdout.write(`Restored ${place} at revision ${revision}.\n`);
  if (kept !== null) process.stdout.write(`The database that was there is kept as ${kept}.\n`);
}

async function restoreShared(url: string, { secretFile }: ClientConfig, after: number): Promise<void> {
  const { finishRestore } = await import("../store/postgres/finish-restore.ts");
  const { place, revision } = await finishRestore(url, secretFile, after);
  process.stdout.write(`Restored ${place} at revision ${revision}.\n`);
  process.stdout.write("Every copy and call node starts over, and everybody signs in again.\n");
}
