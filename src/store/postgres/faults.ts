/** Turns errors of PostgreSQL and of the network into messages for people who run Callas. */
import { StorageError } from "../storage-error.ts";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const NO_LOCK = "55P03";
const READ_ONLY = "25006";
const DISK_FULL = "53100";
const TOO_MANY_CONNECTIONS = "53300";
const CORRUPT: ReadonlySet<string> = new Set(["XX001", "XX002"]);
/** A table that is there by now, and what Kysely meets when it looks whether that is why. */
const RACES: ReadonlySet<string> = new Set(["23505", "42P07", "42710", "25P02"]);

/** An error of the server, or of the way to it. */
export class PostgresFault extends Error {
  override readonly name = "PostgresFault";
  /** SQLSTATE; null if the connection failed. */
  readonly state: string | null;
  /** What failed without an answer of the server. */
  readonly during: "connect" | "query" | null;

  constructor(message: string, state: string | null, during: "connect" | "query" | null, cause?: unknown) {
    super(message, { cause });
    this.state = state;
    this.during = during;
  }

  static of(error: unknown, during: "connect" | "query"): PostgresFault {
    if (error instanceof PostgresFault) return error;
    const { code, message } = error as Readonly<{ code?: unknown; message?: unknown }>;
    const state = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("E") ? code : null;
    return new PostgresFault(String(message), state, state === null ? during : null, error);
  }
}

export const isReadOnly = ({ state }: PostgresFault) => state === READ_ONLY;

/** The database asks to run the transaction again. */
export const isConflict = (error: unknown) =>
  error instanceof PostgresFault && (error.state === SERIALIZATION_FAILURE || error.state === DEADLOCK);

/**
 * Nothing is committed unless the error came from COMMIT: a lock was not to be had, a connection was lost, or the server
 * is going away.
 */
export const isTransient = (error: unknown) =>
  isConflict(error) ||
  (error instanceof PostgresFault &&
    (error.during === "query" || error.state === NO_LOCK || isReadOnly(error) || isGoingAway(error)));

export const isGoingAway = ({ state }: PostgresFault) => state?.startsWith("57P") ?? false;

/** The server is not there, or not yet: it may answer later. */
export const isAway = (error: unknown) =>
  error instanceof PostgresFault &&
  (error.state === null || error.state === TOO_MANY_CONNECTIONS || isReadOnly(error) || isGoingAway(error));

/** Two processes opened a new database at once. */
export const isRace = (error: unknown) =>
  isConflict(error) || (error instanceof PostgresFault && RACES.has(error.state ?? ""));

/** An error that occurs while serving. */
export function translate(error: unknown): unknown {
  if (!(error instanceof PostgresFault)) return error;
  const { state } = error;
  if (state === DISK_FULL) return new StorageError("full", "The database's disk is full: nothing was saved.", error);
  if (state !== null && CORRUPT.has(state))
    return new StorageError("corrupt", "The database is damaged: nothing was saved.", error);
  if (state !== null) return new StorageError("unavailable", "The database refused: nothing was saved.", error);
  return new StorageError("unavailable", "The database is currently unavailable: read again what was saved.", error);
}
