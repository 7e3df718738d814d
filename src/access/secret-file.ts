/**
 * The key outside the database: whoever gets hold of a backup cannot open what it seals. The file contains 64
 * hexadecimal digits, as 'openssl rand -hex 32' prints them.
 */
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from "node:fs";
import { dirname } from "node:path";

const SECRET_BYTES = 32;

const FORM = /^([0-9a-f]{64})\r?\n?$/i;
/** More than the form allows, so that a longer file is not taken for its beginning. */
const MOST_READ = 100;

/** Reading by the group is allowed, because that is how secrets are mounted into services and containers. */
const OTHERS_MAY = 0o037;

/** The message says to a person why, and what to do. */
export class SecretFileError extends Error {
  override readonly name = "SecretFileError";
}

export type SecretFileOptions = Readonly<{
  /** Make the file if it is missing: right as long as the store contains nothing that is sealed. */
  create: boolean;
}>;

/**
 * @param file in a folder that exists
 * @returns 32 bytes
 * @throws SecretFileError if the file is missing and not to be made, or cannot be read, trusted or understood
 */
export function readSecretFile(file: string, { create }: SecretFileOptions): Buffer {
  try {
    return read(file) ?? (create ? made(file) : missing(file));
  } catch (error) {
    if (error instanceof SecretFileError) throw error;
    throw new SecretFileError(`${file} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

/** @returns null if there is no file */
function read(file: string): Buffer | null {
  const descriptor = opened(file);
  if (descriptor === null) return null;
  try {
    // Of what was opened, not of what is at that path by now.
    requireTrust(file, fstatSync(descriptor));
    const bytes = Buffer.alloc(MOST_READ);
    const text = bytes.toString("latin1", 0, readSync(descriptor, bytes));
    const digits = FORM.exec(text)?.[1];
    if (digits === undefined)
      throw new SecretFileError(`${file} does not contain 64 hexadecimal digits: put back the file that belongs here.`);
    return Buffer.from(digits, "hex");
  } finally {
    closeSync(descriptor);
  }
}

function opened(file: string): number | null {
  try {
    // Opening a pipe would wait for its writer.
    return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function requireTrust(file: string, stats: Stats): void {
  if (!stats.isFile()) throw new SecretFileError(`${file} is not a file.`);
  const user = process.geteuid?.();
  if (user === undefined) return;
  if ((stats.mode & OTHERS_MAY) !== 0)
    throw new SecretFileError(`${file} can be read or changed by others: run 'chmod 600 ${file}'.`);
  // Root may make the file for the user who runs Callas, and may run Callas on that user's folder.
  if (user !== 0 && stats.uid !== user && stats.uid !== 0)
    throw new SecretFileError(`${file} belongs to another user: give it to the user that runs Callas.`);
}

/** Whole or not at all, even if the machine stops, and never in place of another file. */
function made(file: string): Buffer {
  const secret = randomBytes(SECRET_BYTES);
  const unfinished = `${file}.${randomBytes(8).toString("hex")}.new`;
  try {
    const descriptor = openSync(unfinished, "wx", 0o600);
    try {
      writeSync(descriptor, `${secret.toString("hex")}\n`);
      if (process.geteuid?.() === 0) giveToOwnerOfFolder(file, unfinished);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    linkSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
  saveFolder(dirname(file));
  return secret;
}

function giveToOwnerOfFolder(file: string, unfinished: string): void {
  const { uid, gid } = statSync(dirname(file));
  chownSync(unfinished, uid, gid);
}

function saveFolder(folder: string): void {
  // Windows cannot open a folder.
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function missing(file: string): never {
  throw new SecretFileError(
    `${file} is missing, and second factors and client secrets cannot be read without it: put it back from where ` +
      "you keep it. A backup of the database does not contain it.",
  );
}
