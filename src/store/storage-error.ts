/** The database did not do what it was asked to; nothing was written. */

/**
 * `full`, `corrupt`, `unavailable`: met while serving. `unusable`: the database cannot be served from at all.
 * `no_backup`: a file is nothing to restore from.
 */
export type StorageFault = "full" | "corrupt" | "unavailable" | "unusable" | "no_backup";

export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly reason: StorageFault;

  /** @param message for a person: why, and what to do where that is known */
  constructor(reason: StorageFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
