import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./schema.ts";

/** The differences between databases. */
export type Engine = Readonly<{
  db: Kysely<Tables>;
  /** Turns an error of the database into a StorageError; returns any other error unchanged. */
  translate: (error: unknown) => unknown;
  /** Whether the error means that another connection holds a lock. */
  isBusy: (error: unknown) => boolean;
  /** Whether the error means that a row would violate uniqueness. */
  isDuplicate: (error: unknown) => boolean;
  /** The name of the database in messages to the person who starts Callas. */
  place: string;
}>;

/** A database, or a transaction on it. */
export type Sql = Kysely<Tables> | Transaction<Tables>;

/** Runs a query; errors of the database are thrown as StorageError. */
export type Translated = <T>(work: () => Promise<T>) => Promise<T>;

/** Databases limit how many values one statement may carry. */
const ROWS_AT_ONCE = 500;

export function* inPages<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += ROWS_AT_ONCE) yield items.slice(at, at + ROWS_AT_ONCE);
}
