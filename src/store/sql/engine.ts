import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./schema.ts";

/** The differences between databases. */
export type Engine = Readonly<{
  db: Kysely<Tables>;
  /** The same database for one transaction that ends within its limits, unless the database has none. */
  within: (limits: Limits) => Kysely<Tables>;
  /** How long a save may take from its arrival to its answer, in milliseconds. */
  saveMilliseconds: number;
  /**
   * The secret that chains the history.
   * @param create whether to make it if it is missing
   */
  secret: (create: boolean) => Uint8Array;
  /** Turns an error of the database into a StorageError; returns any other error unchanged. */
  translate: (error: unknown) => unknown;
  /** Whether another connection holds a lock, so that the same statement can be tried again. */
  isBusy: (error: unknown) => boolean;
  /** Whether the whole transaction can be tried again, unless the error came from its COMMIT. */
  isTransient: (error: unknown) => boolean;
  /** Whether the error of a COMMIT says for certain that the transaction was rolled back and can be tried again. */
  isConflict: (error: unknown) => boolean;
  /** Called for each write that was committed, after those who follow it here. */
  written?: () => void;
  /** The name of the database in messages to the person who starts Callas. */
  place: string;
}>;

/** Of one transaction, in milliseconds. */
export type Limits = Readonly<{
  /** From the first statement to the end of the transaction. */
  whole: number;
  /** For each lock. */
  lock: number;
}>;

/** A database, or a transaction on it. */
export type Sql = Kysely<Tables> | Transaction<Tables>;

/** Runs a query; errors of the database are thrown as StorageError. */
export type Translated = <T>(work: () => Promise<T>) => Promise<T>;

/** @param translate turns an error of the database into a StorageError; returns any other error unchanged */
export const translating =
  (translate: (error: unknown) => unknown): Translated =>
  async (work) => {
    try {
      return await work();
    } catch (error) {
      throw translate(error);
    }
  };

/** Databases limit how many values one statement may carry. */
const ROWS_AT_ONCE = 500;

export function* inPages<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += ROWS_AT_ONCE) yield items.slice(at, at + ROWS_AT_ONCE);
}
