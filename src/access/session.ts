/** Somebody who is signed in on the page. What is stored opens nothing by itself: it is hashes. */
export type Session = Readonly<{
  /** SHA-256 of the id that the browser keeps. */
  idHash: string;
  /** SHA-256 of the key that was typed in: while that key is good, so is the session. */
  keyHash: string;
  /** When somebody signed in; ISO 8601, UTC, as the other times. */
  createdAt: string;
  expiresAt: string;
}>;

/** Sessions beside the companies: of no revision and in no feed. */
export interface SessionStore {
  get(idHash: string): Promise<Session | null>;
  /** A new one, or a known one with another end. */
  put(session: Session): Promise<void>;
  remove(idHash: string): Promise<void>;
  /** Forgets those that ended before a time. */
  sweep(before: string): Promise<void>;
}
