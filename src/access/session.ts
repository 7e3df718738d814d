/** A person signed in to the page. Only hashes are stored, which do not give access to anything. */
export type Session = Readonly<{
  /** SHA-256 of the id that the browser keeps. */
  idHash: string;
  /** SHA-256 of the key that was typed in: the session ends when this key is revoked. */
  keyHash: string;
  /** The time of the sign-in; ISO 8601, UTC, like the other times. */
  createdAt: string;
  expiresAt: string;
}>;

/** Stored sessions: they have no revision and are not in the feed. */
export interface SessionStore {
  get(idHash: string): Promise<Session | null>;
  /** Stores a new session, or a known one with a new end. */
  put(session: Session): Promise<void>;
  remove(idHash: string): Promise<void>;
  /** Deletes the sessions that ended before a time. */
  sweep(before: string): Promise<void>;
}
