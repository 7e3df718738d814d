/** The database failed; nothing was written. */

/**
 * `full`, `corrupt`, `unavailable`: occur while serving. `unusable`: the database cannot be used at all.
 * `no_backup`: a file is not a backup that can be restored.
 */
export type StorageFault = "full" | "corrupt" | "unavailable" | "unusable" | "no_backup";

export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly reason: StorageFault;

  /** @param message says to a person why, and what to do if that is known */
  constructor(reason: StorageFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

export const notReached = () =>
  new StorageError("unavailable", "The database has not been reached yet: nothing was saved.");
