/** Turns errors of SQLite into messages for people who run Callas. */
import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { StorageError } from "../storage-error.ts";
import { BUSY, CORRUPT, FULL, NOT_A_DATABASE, resultCode } from "./result-codes.ts";

/** An error that occurs while serving. */
export function translate(error: unknown): unknown {
  const code = resultCode(error);
  if (code === undefined) return error;
  if (code === FULL) return new StorageError("full", "The database's disk is full: nothing was saved.", error);
  if (code === CORRUPT || code === NOT_A_DATABASE)
    return new StorageError("corrupt", "The database is damaged: nothing was saved.", error);
  return new StorageError("unavailable", "The database is currently unavailable: nothing was saved.", error);
}

/** @returns a StorageError that says why the database at this place cannot be used */
export function refusal(error: unknown, place: string): unknown {
  if (error instanceof StorageError) return error;
  const code = resultCode(error);
  if (code === BUSY) return unusable(place, "is in use: another Callas uses this data folder.", error);
  if (code === CORRUPT || code === NOT_A_DATABASE) return damaged(place, error);
  const why = whyNotWritten(dirname(place));
  return unusable(place, why ?? `cannot be opened: ${error instanceof Error ? error.message : String(error)}`, error);
}

export function unusable(place: string, why: string, cause?: unknown): StorageError {
  return new StorageError("unusable", `${place} ${why}`, cause);
}

export const damaged = (place: string, cause?: unknown) =>
  unusable(place, "is damaged: restore a backup with 'callas restore FILE'.", cause);

function whyNotWritten(folder: string): string | undefined {
  try {
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // If the folder cannot be created, the one above it tells why.
    if (code === "ENOENT" && dirname(folder) !== folder) return whyNotWritten(dirname(folder));
    if (code === "EROFS") return "cannot be written: its disk is read-only.";
    return code === "EACCES" ? "cannot be written: this user may not write to its folder." : undefined;
  }
}
