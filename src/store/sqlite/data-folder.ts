/** The data folder: whose it may be, and that one Callas at a time has it. */
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  statSync,
  type Stats,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { refusal, unusable } from "./faults.ts";

export const databaseFile = (dataDir: string) => join(dataDir, "callas.sqlite");
const lockFile = (dataDir: string) => join(dataDir, "callas.lock");

export type HeldFolder = Readonly<{ release: () => void }>;

/**
 * Keeps every other Callas from the data folder, which is made where there is none. The lock is one on a file of its
 * own, so that this Callas can open the database more than once; it dies with the process.
 * @throws StorageError when another process holds the folder, or it cannot be one
 */
export function holdDataFolder(dataDir: string): HeldFolder {
  const place = databaseFile(dataDir);
  let lock: DatabaseSync | undefined;
  try {
    makeFile(dataDir, lockFile(dataDir));
    lock = new DatabaseSync(lockFile(dataDir));
    lock.exec("BEGIN EXCLUSIVE");
    const held = lock;
    return { release: () => held.close() };
  } catch (error) {
    lock?.close();
    throw refusal(error, place);
  }
}

/**
 * An empty file in the folder where there is none, for its owner alone: names, numbers and hashes of keys are nobody
 * else's. SQLite gives the files that it puts beside it the same mode and owner.
 * @returns whether it was made
 * @throws StorageError when the folder or the file is not to be trusted
 */
export function makeFile(dataDir: string, file: string): boolean {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = statSync(dataDir);
  requireTrust(folder, file, dataDir);
  if (!existsSync(file)) {
    // A file that is there is not opened: closing it would let go of the locks that this process has on it.
    closeSync(openSync(file, "wx", 0o600));
    if (process.geteuid?.() === 0) chownSync(file, folder.uid, folder.gid);
    return true;
  }
  const there = lstatSync(file);
  if (there.isSymbolicLink()) throw unusable(file, "is a link: put the file itself in its place.");
  if (!isOwn(there, folder.uid))
    throw unusable(file, "belongs to another user: if you trust what it holds, give it to the user that runs Callas.");
  if (process.geteuid && (there.mode & 0o077) !== 0) chmodSync(file, 0o600);
  return false;
}

function requireTrust(folder: Stats, file: string, dataDir: string): void {
  if (process.geteuid && (folder.mode & 0o022) !== 0)
    throw unusable(
      file,
      `cannot be trusted, as others may write to its folder: run 'chmod go-w ${dataDir}', or set CALLAS_DATA_DIR to a new folder below it.`,
    );
  if (!isOwn(folder, folder.uid) && folder.uid !== 0)
    throw unusable(file, "cannot be trusted, as its folder belongs to another user: set CALLAS_DATA_DIR to your own.");
}

/** Root may open what is a service's, as the shell does: what root makes there is given to the folder's owner. */
function isOwn({ uid }: Stats, folderOwner: number): boolean {
  const user = process.geteuid?.();
  return user === undefined || uid === user || (user === 0 && uid === folderOwner);
}
