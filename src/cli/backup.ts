/** `callas backup`: a consistent copy of the database, made while the service serves. */
import { existsSync, statSync } from "node:fs";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { Command } from "commander";
import type { HistoryHeadAnswer } from "../contract/history.ts";
import { connect, withConnection, type ConnectionOptions } from "./client.ts";
import { EXIT, Failure } from "./failure.ts";

type Options = ConnectionOptions & Readonly<{ force?: boolean }>;

export function addBackup(program: Command): void {
  withConnection(
    program
      .command("backup")
      .summary("copy the database while the service serves")
      .description(
        "Writes a consistent copy of the database to a file, while the service serves. Needs an operator's key.",
      )
      .argument("<file>", "the file to write")
      .option("--force", "overwrite the file if it exists"),
  )
    .addHelpText(
      "after",
      `
The copy is written to FILE.partial first and renamed once it is whole.

Examples:
  callas backup callas-$(date +%F).sqlite
  callas backup --force /var/backups/callas.sqlite`,
    )
    .action(backup);
}

async function backup(file: string, options: Options): Promise<void> {
  if (existsSync(file) && (options.force !== true || !statSync(file).isFile()))
    throw new Failure(EXIT.usage, `${file} exists already${statSync(file).isFile() ? ": --force overwrites it" : ""}.`);
  const client = connect(options);
  const partial = `${file}.partial`;
  // An existing file may be a link, or another user's: names and numbers are written to a new one.
  await rm(partial, { force: true }).catch(unwritable(partial));
  const handle = await open(partial, "wx", 0o600).catch(unwritable(partial));
  try {
    // Asked first: what the backup contains goes on from it.
    const { head } = await client.send<HistoryHeadAnswer>("GET", "/api/v1/history/head");
    const size = await save(await client.download("/api/v1/backup"), handle, partial);
    await handle.close();
    await rename(partial, file).catch(unwritable(file));
    await syncFolder(dirname(file));
    process.stdout.write(`Wrote ${file}, ${size} bytes.\n`);
    process.stdout.write(`The head of its history: ${head}, or a later one.\n`);
  } catch (error) {
    await handle.close();
    await rm(partial, { force: true });
    throw error;
  }
}

/** @returns the size in bytes, all of them on the disk */
async function save(response: Response, handle: FileHandle, partial: string): Promise<number> {
  for await (const chunk of chunksOf(response)) await writeAll(handle, chunk).catch(unwritable(partial));
  await handle.sync();
  return (await handle.stat()).size;
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten;
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) yield chunk;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(EXIT.unreachable, `the backup was interrupted: ${(error as Error).message}.`);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync();
  await handle.close();
}

function unwritable(file: string): (error: Error) => never {
  return (error) => {
    throw new Failure(EXIT.usage, `${file} cannot be written: ${error.message}`);
  };
}
