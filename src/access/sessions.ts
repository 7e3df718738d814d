/** Who is signed in on the page: a random id in a cookie, and what it stands for in the store. */
import { randomBytes } from "node:crypto";
import type { Sessions as StoredSessions } from "./session.ts";
import type { Access } from "./permission.ts";
import { hashOf, type KeyRing } from "./key-ring.ts";

export const SESSION_COOKIE = "callas_session";

/** A session ends this long after its last use. */
export const SESSION_MS = 12 * 60 * 60 * 1000;

/** Its end is not moved more often than this: reading pages writes nothing. */
const EXTENDED_AFTER_MS = 5 * 60 * 1000;

/** `person`: the same whenever the same key signs in, and nobody else's; nothing of the key can be told from it. */
export type SignedIn = Readonly<{ person: string; access: Access; expiresAt: string }>;

export type Sessions = Readonly<{
  /**
   * @returns the id for the cookie; null where the key is not good
   * @throws StorageError when it cannot be stored
   */
  open: (key: string) => Promise<(SignedIn & Readonly<{ id: string }>) | null>;
  /** Who an id stands for, while it has not ended and its key is good. */
  find: (id: string) => Promise<SignedIn | null>;
  close: (id: string) => Promise<void>;
}>;

/** @param now in ms, as Date.now() */
export function createSessions(
  stored: StoredSessions,
  keys: Pick<KeyRing, "accessOf">,
  now: () => number = Date.now,
): Sessions {
  const endFromNow = () => new Date(now() + SESSION_MS).toISOString();
  return {
    async open(key) {
      const keyHash = hashOf(key);
      const access = keys.accessOf(keyHash);
      if (!access) return null;
      await stored.sweep(new Date(now()).toISOString());
      const id = randomBytes(32).toString("base64url");
      const expiresAt = endFromNow();
      await stored.put({ idHash: hashOf(id), keyHash, expiresAt });
      return { id, person: personOf(keyHash), access, expiresAt };
    },
    async find(id) {
      const session = await stored.get(hashOf(id));
      if (!session || Date.parse(session.expiresAt) <= now()) return null;
      const access = keys.accessOf(session.keyHash);
      if (!access) return null;
      const person = personOf(session.keyHash);
      if (Date.parse(session.expiresAt) - now() > SESSION_MS - EXTENDED_AFTER_MS)
        return { person, access, expiresAt: session.expiresAt };
      const expiresAt = endFromNow();
      // A full disk ends nobody's work.
      await stored.put({ ...session, expiresAt }).catch(() => {});
      return { person, access, expiresAt };
    },
    close: (id) => stored.remove(hashOf(id)),
  };
}

const personOf = (keyHash: string) => hashOf(keyHash).slice(0, 16);
