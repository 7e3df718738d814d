/** Sessions of people signed in to the page: a random id in a cookie, and the stored session that it refers to. */
import { randomBytes } from "node:crypto";
import { hashOf, type KeyRing } from "./key-ring.ts";
import type { Principal } from "./principal.ts";
import type { Session, SessionStore } from "./session.ts";

/** A session ends this long after its last use. */
export const SESSION_MS = 12 * 60 * 60 * 1000;

/** A session ends this long after the sign-in, however much it is used. */
export const LONGEST_SESSION_MS = 7 * 24 * 60 * 60 * 1000;

/** The end is extended at most this often, so that reading pages rarely writes. */
const EXTENDED_AFTER_MS = 5 * 60 * 1000;

/** `person` identifies the key that signed in: the same for each of its sessions. The key cannot be derived from it. */
export type SignedIn = Readonly<{ person: string; principal: Principal; expiresAt: string }>;

export type Sessions = Readonly<{
  /**
   * @returns the id for the cookie; null if the key is not valid
   * @throws StorageError if the session cannot be stored
   */
  open: (key: string) => Promise<(SignedIn & Readonly<{ id: string }>) | null>;
  /** The person signed in under an id; null if the session has ended or its key is no longer valid. */
  find: (id: string) => SignedIn | null;
  close: (id: string) => Promise<void>;
}>;

/**
 * @param find reads a stored session
 * @param now in ms, as Date.now()
 */
export function createSessions(
  find: (idHash: string) => Session | null,
  stored: Pick<SessionStore, "put" | "remove" | "sweep">,
  keys: Pick<KeyRing, "principalOf">,
  now: () => number = Date.now,
): Sessions {
  /** Sessions whose new end is being stored, and sessions that are being removed. */
  const extended = new Set<string>();
  const closing = new Set<string>();

  function extend(session: Session): void {
    const { idHash } = session;
    if (extended.has(idHash)) return;
    extended.add(idHash);
    void stored
      .put(session)
      // A full disk must not sign anyone out.
      .catch(() => {})
      .finally(() => extended.delete(idHash));
  }

  return {
    async open(key) {
      const keyHash = hashOf(key);
      const principal = keys.principalOf(keyHash);
      if (!principal) return null;
      const createdAt = isoTime(now());
      await stored.sweep(createdAt);
      const id = randomBytes(32).toString("base64url");
      const expiresAt = isoTime(now() + SESSION_MS);
      await stored.put({ idHash: hashOf(id), keyHash, createdAt, expiresAt });
      return { id, person: personOf(keyHash), principal, expiresAt };
    },
    find(id) {
      const idHash = hashOf(id);
      const session = closing.has(idHash) ? null : find(idHash);
      if (!session) return null;
      const left = Date.parse(session.expiresAt) - now();
      // A session with a later end was created or used while the clock was wrong.
      if (left <= 0 || left > SESSION_MS + EXTENDED_AFTER_MS) return null;
      const principal = keys.principalOf(session.keyHash);
      if (!principal) return null;
      const person = personOf(session.keyHash);
      const end = Math.min(now() + SESSION_MS, Date.parse(session.createdAt) + LONGEST_SESSION_MS);
      if (end <= now()) return null;
      if (end - Date.parse(session.expiresAt) < EXTENDED_AFTER_MS)
        return { person, principal, expiresAt: session.expiresAt };
      const expiresAt = isoTime(end);
      extend({ ...session, expiresAt });
      return { person, principal, expiresAt };
    },
    close(id) {
      const idHash = hashOf(id);
      // From now on, using the session must not store it again.
      closing.add(idHash);
      return stored.remove(idHash).finally(() => closing.delete(idHash));
    },
  };
}

const isoTime = (milliseconds: number) => new Date(milliseconds).toISOString();

const personOf = (keyHash: string) => hashOf(keyHash).slice(0, 16);
