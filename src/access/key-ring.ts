/** The principal of each key: looked up when the key is first used, and cached until keys change. */
import { hash, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { createDecisionRates } from "../policy/decision-rate.ts";
import { withinRanges } from "./address-range.ts";
import type { ApiKey } from "./api-key.ts";
import type { Holder } from "./permission.ts";
import { ENVIRONMENT, type Principal } from "./principal.ts";

export const hashOf = (key: string) => hash("sha256", key);

/** 256 random bits after a prefix that makes leaked keys recognisable. */
export const newKey = () => `callas_${randomBytes(32).toString("base64url")}`;

export type KeyRing = Readonly<{
  /**
   * @param keyHash see {@link hashOf}
   * @param address of the client; null where it is not known, and then keys for some addresses are not taken
   */
  principalOf: (keyHash: string, address: string | null) => Principal | null;
  /**
   * @param header of a request, `Authorization`
   * @param address as of `principalOf`
   */
  principal: (header: string | undefined, address: string | null) => Principal | null;
  /** To be called with every change in the store. */
  changed: (changes: readonly Readonly<{ company: string | null; removed: boolean }>[]) => void;
  startedOver: () => void;
}>;

/** Headers whose hashes are cached, so that a PBX's key is hashed once and not on every call. */
const MOST_HEADERS = 10_000;

/** Companies of all cached keys together, plus one for each key. */
const MOST_COMPANIES = 200_000;

/** The longest header that is cached: a key may be written with any number of spaces. */
const LONGEST_HEADER = 100;

/** A key that is used all the time is noted as used once in this time. */
const NOTED_AFTER_MS = 5 * 60 * 1000;

/** A key as it is cached. */
type Ring = {
  readonly principal: Principal;
  /** In ms; Infinity for a key without an end. */
  readonly endsAt: number;
  /** Null for a key that is taken from everywhere. */
  readonly isAllowed: ((address: string) => boolean) | null;
  notedAt: number;
};

/** What a request adds to the principal of its key. */
const ABSENT = { address: null, session: null, employee: null };

export type KeyRingOptions = Readonly<{
  /** Reads a stored key; its errors are passed on. */
  find: (hash: string) => ApiKey | null;
  /** The key from the environment, which is never stored; undefined if there is none. */
  operatorKey: string | undefined;
  /** Called for a key in use, at most every few minutes. */
  used?: (id: string, at: number) => void;
  /** In ms, as Date.now(). */
  now?: () => number;
}>;

export function createKeyRing({ find, operatorKey, used = () => {}, now = Date.now }: KeyRingOptions): KeyRing {
  const operator: Principal = {
    kind: "key",
    id: ENVIRONMENT,
    name: "operator",
    grants: [{ holder: "operator", companies: null }],
    ...ABSENT,
  };
  const operatorHash = operatorKey === undefined ? undefined : hashOf(operatorKey);
  const byHash = new LRUCache<string, Ring>({
    maxSize: MOST_COMPANIES,
    sizeCalculation: ({ principal }) => 1 + (principal.grants[0]?.companies?.size ?? 0),
  });
  const hashes = new LRUCache<string, string>({ max: MOST_HEADERS });
  const rates = createDecisionRates();
  const forget = () => byHash.clear();

  function cached(keyHash: string): Ring | null {
    const known = byHash.get(keyHash);
    if (known) return known;
    const key = find(keyHash);
    if (key === null || key.revokedAt !== null) return null;
    const { id, name, role, sync, companies, expiresAt, addresses, savesPerMinute, lastUsedAt } = key;
    const decisions = rates.of(id, key.decisionsPerSecond);
    const holder: Holder = role === "pbx" && sync ? "sync" : role;
    const grants = [{ holder, companies: companies && new Set(companies) }];
    const ring: Ring = {
      principal: {
        kind: "key",
        id,
        name,
        grants,
        ...(savesPerMinute !== null && { savesPerMinute }),
        ...(decisions && { decisions }),
        ...ABSENT,
      },
      endsAt: expiresAt === null ? Infinity : Date.parse(expiresAt),
      isAllowed: addresses && withinRanges(addresses),
      notedAt: lastUsedAt === null ? 0 : Date.parse(lastUsedAt),
    };
    byHash.set(keyHash, ring);
    return ring;
  }

  function principalOf(keyHash: string, address: string | null): Principal | null {
    if (keyHash === operatorHash) return operator;
    const ring = cached(keyHash);
    if (ring === null) return null;
    const at = now();
    if (at >= ring.endsAt) return null;
    if (ring.isAllowed !== null && (address === null || !ring.isAllowed(address))) return null;
    if (at - ring.notedAt >= NOTED_AFTER_MS) {
      ring.notedAt = at;
      used(ring.principal.id, at);
    }
    return ring.principal;
  }

  return {
    principalOf,
    principal(header, address) {
      if (header === undefined) return null;
      const known = hashes.get(header);
      if (known !== undefined) return principalOf(known, address);
      // RFC 7235, 2.1: the scheme is case-insensitive.
      if (header.slice(0, 7).toLowerCase() !== "bearer ") return null;
      const keyHash = hashOf(header.slice(7).trim());
      const principal = principalOf(keyHash, address);
      if (principal && header.length <= LONGEST_HEADER) hashes.set(header, keyHash);
      return principal;
    },
    changed(changes) {
      // Removing a company may revoke keys.
      if (changes.some(({ company, removed }) => company === null || removed)) forget();
    },
    startedOver: forget,
  };
}

/** The same keys, but nobody is known by one before there is a copy to find them in: whoever is asked next says why. */
export const knownOnceThere = (keys: KeyRing, isThere: () => boolean): KeyRing => ({
  ...keys,
  principal: (header, address) => (isThere() ? keys.principal(header, address) : null),
});
