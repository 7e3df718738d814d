/** Sessions of the page: a random id in a cookie, and the stored session that it refers to. */
import { randomBytes } from "node:crypto";
import { hashOf, type KeyRing } from "./key-ring.ts";
import { principalOfPerson } from "./person-principal.ts";
import type { Person } from "./person.ts";
import type { Principal } from "./principal.ts";
import { areOfOneCompany } from "./identity-provider.ts";
import { isByProvider, showsOneFactor, type Means, type Session, type SessionStore } from "./session.ts";

/** A session ends this long after its last use. */
export const SESSION_MS = 12 * 60 * 60 * 1000;

/** A session ends this long after the sign-in, however much it is used. */
export const LONGEST_SESSION_MS = 7 * 24 * 60 * 60 * 1000;

/** The end is extended at most this often, so that reading pages rarely writes. */
const EXTENDED_AFTER_MS = 5 * 60 * 1000;

const LONGEST_AGENT = 200;

export type SignedIn = Readonly<{
  principal: Principal;
  /** Null for a key. */
  person: Person | null;
  means: Means;
  expiresAt: string;
  /** A second factor is required of the person and they came in without one: they may do nothing but enrol. */
  mustEnrol: boolean;
}>;

/** How somebody signed in, and from where. */
export type SignIn = Readonly<{ means: Means; address: string | null; agent: string | null }>;

export type Sessions = Readonly<{
  /**
   * Who is signed in under an id; null if the session has ended, or its key or person is no longer valid.
   * @param address of the client
   */
  find: (id: string, address: string) => Promise<SignedIn | null>;
  close: (id: string) => Promise<void>;
}>;

export type SessionsOptions = Readonly<{
  /** Read stored data. */
  find: (idHash: string) => Promise<Session | null>;
  person: (id: string) => Promise<Person | null>;
  stored: Pick<SessionStore, "extend" | "remove">;
  keys: Pick<KeyRing, "principalOf">;
  /** Whether a second factor is required of the person. */
  requiresFactor: (person: Person) => Promise<boolean>;
  /** In ms, as Date.now(). */
  now?: () => number;
}>;

export function createSessions(options: SessionsOptions): Sessions {
  const { find, person, stored, keys, requiresFactor, now = Date.now } = options;
  /** Hashes of sessions whose new end is being stored, and of sessions that are being removed. */
  const extended = new Set<string>();
  const closing = new Set<string>();

  function extend(idHash: string, expiresAt: string): void {
    if (extended.has(idHash)) return;
    extended.add(idHash);
    void stored
      .extend(idHash, expiresAt)
      // A full disk must not sign anyone out.
      .catch(() => {})
      .finally(() => extended.delete(idHash));
  }

  async function valid(id: string): Promise<Session | null> {
    const idHash = hashOf(id);
    const session = await find(idHash);
    if (session === null || closing.has(idHash)) return null;
    const left = Date.parse(session.expiresAt) - now();
    // A session with a later end was created or used while the clock was wrong.
    return left <= 0 || left > SESSION_MS + EXTENDED_AFTER_MS ? null : session;
  }

  async function whoIs(
    { holder, idHash, authenticatedAt, means }: Session,
    address: string,
  ): Promise<Pick<SignedIn, "principal" | "person" | "mustEnrol"> | null> {
    const session = { idHash, authenticatedAt };
    if ("person" in holder) {
      const found = await personOf(holder.person);
      if (found === null) return null;
      // They have accepted a role since then for which no company's provider may speak.
      if (isByProvider(means) && !areOfOneCompany(found)) return null;
      const mustEnrol = showsOneFactor(means) && (await requiresFactor(found));
      const principal = principalOfPerson(found, session);
      return {
        principal: mustEnrol ? { ...principal, grants: [], employee: null } : principal,
        person: found,
        mustEnrol,
      };
    }
    const principal = keys.principalOf(holder.keyHash, address);
    return principal && { principal: { ...principal, session }, person: null, mustEnrol: false };
  }

  async function personOf(id: string): Promise<Person | null> {
    const found = await person(id);
    return found?.disabledAt === null ? found : null;
  }

  return {
    async find(id, address) {
      const session = await valid(id);
      const who = session && (await whoIs(session, address));
      if (!who) return null;
      const { means, expiresAt: stored } = session;
      const end = Math.min(now() + SESSION_MS, Date.parse(session.createdAt) + LONGEST_SESSION_MS);
      if (end <= now()) return null;
      if (end - Date.parse(stored) < EXTENDED_AFTER_MS) return { ...who, means, expiresAt: stored };
      const expiresAt = isoTime(end);
      extend(session.idHash, expiresAt);
      return { ...who, means, expiresAt };
    },
    close(id) {
      const idHash = hashOf(id);
      // From now on, using the session must not store it again.
      closing.add(idHash);
      return stored.remove(idHash).finally(() => closing.delete(idHash));
    },
  };
}

/**
 * @param now as Date.now()
 * @returns the session to be stored, and the `id` for the cookie
 */
export function newSession(
  holder: Session["holder"],
  { means, address, agent }: SignIn,
  now: number,
): Readonly<{ id: string; session: Session }> {
  const id = randomBytes(32).toString("base64url");
  const createdAt = isoTime(now);
  const session: Session = {
    idHash: hashOf(id),
    holder,
    means,
    createdAt,
    authenticatedAt: createdAt,
    expiresAt: isoTime(now + SESSION_MS),
    address,
    agent: agent?.slice(0, LONGEST_AGENT) ?? null,
  };
  return { id, session };
}

const isoTime = (milliseconds: number) => new Date(milliseconds).toISOString();
