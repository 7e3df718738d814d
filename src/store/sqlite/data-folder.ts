/** The data folder: checks its owner, and locks it for one Callas at a time. */
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
/** Where the secret is unless the settings say otherwise. */
export const secretFile = (dataDir: string) => join(dataDir, "callas.secret");
const lockFile = (dataDir: string) => join(dataDir, "callas.lock");

export type HeldFolder = Readonly<{ release: () => void }>;

/**
 * Locks the data folder against every other Callas, and creates it if it is missing. The lock is on a separate file, so
 * that this Callas can open the database more than once; it ends with the process.
 * @throws StorageError if another process holds the folder, or if it cannot be used
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
 * Creates an empty file in the folder if it is missing. Only its owner can read it, because it will contain names,
 * numbers and hashes of keys. SQLite gives the files next to it the same mode and owner.
 * @returns whether it was created
 * @throws StorageError if the folder or the file cannot be trusted
 */
export function makeFile(dataDir: string, file: string): boolean {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = statSync(dataDir);
  requireTrust(folder, file, dataDir);
  if (!existsSync(file)) {
    // Do not open an existing file: closing it would release the locks that this process has on it.
    closeSync(openSync(file, "wx", 0o600));
    if (process.geteuid?.() === 0) chownSync(file, folder.uid, folder.gid);
    return true;
  }
  const there = lstatSync(file);
  if (there.isSymbolicLink()) throw unusable(file, "is a link: replace it with the file itself.");
  if (!isOwn(there, folder.uid))
    throw unusable(file, "belongs to another user: if you trust its content, give it to the user that runs Callas.");
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

/** Whether a file is this user's; root may also take what belongs to the owner of the folder. */
function isOwn({ uid }: Stats, folderOwner: number): boolean {
  const user = process.geteuid?.();
  return user === undefined || uid === user || (user === 0 && uid === folderOwner);
}
