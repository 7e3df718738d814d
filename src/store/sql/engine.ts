import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./schema.ts";

/** What differs between one database and another. */
export type Engine = Readonly<{
  db: Kysely<Tables>;
  /** Turns an error of the database into a StorageError; answers any other error as it is. */
  translate: (error: unknown) => unknown;
  /** Whether another connection holds what was asked for. */
  isBusy: (error: unknown) => boolean;
  /** Whether a row would be there twice. */
  isDuplicate: (error: unknown) => boolean;
  /** Named in messages to the person who starts Callas. */
  place: string;
}>;

/** A database as it stands, or within a transaction. */
export type Sql = Kysely<Tables> | Transaction<Tables>;

/** Runs what asks the database; what that throws is thrown as a StorageError. */
export type Translated = <T>(work: () => Promise<T>) => Promise<T>;

/** Databases limit how many values one statement may carry. */
const ROWS_AT_ONCE = 500;

export function* inPages<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += ROWS_AT_ONCE) yield items.slice(at, at + ROWS_AT_ONCE);
}
