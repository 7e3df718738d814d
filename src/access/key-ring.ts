/** The principal of each key: looked up when the key is first used, and cached until keys change. */
import { hash, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ApiKey } from "./api-key.ts";
import { ENVIRONMENT, type Principal } from "./principal.ts";

export const hashOf = (key: string) => hash("sha256", key);

/** 256 random bits after a prefix that makes leaked keys recognisable. */
export const newKey = () => `callas_${randomBytes(32).toString("base64url")}`;

export type KeyRing = Readonly<{
  /** @param keyHash see {@link hashOf} */
  principalOf: (keyHash: string) => Principal | null;
  /** @param header of a request, `Authorization` */
  principal: (header: string | undefined) => Principal | null;
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

/**
 * @param find reads a stored key; its errors are passed on
 * @param operatorKey the key from the environment, which is never stored; undefined if there is none
 */
export function createKeyRing(find: (hash: string) => ApiKey | null, operatorKey: string | undefined): KeyRing {
  const operator: Principal = {
    kind: "key",
    id: ENVIRONMENT,
    name: "operator",
    role: "operator",
    sync: true,
    companies: null,
  };
  const operatorHash = operatorKey === undefined ? undefined : hashOf(operatorKey);
  const byHash = new LRUCache<string, Principal>({
    maxSize: MOST_COMPANIES,
    sizeCalculation: ({ companies }) => 1 + (companies?.size ?? 0),
  });
  const hashes = new LRUCache<string, string>({ max: MOST_HEADERS });
  const forget = () => byHash.clear();

  function principalOf(keyHash: string): Principal | null {
    if (keyHash === operatorHash) return operator;
    const known = byHash.get(keyHash);
    if (known) return known;
    const key = find(keyHash);
    if (key === null || key.revokedAt !== null) return null;
    const { id, name, role, sync, companies } = key;
    const principal: Principal = { kind: "key", id, name, role, sync, companies: companies && new Set(companies) };
    byHash.set(keyHash, principal);
    return principal;
  }

  return {
    principalOf,
    principal(header) {
      if (header === undefined) return null;
      const known = hashes.get(header);
      if (known !== undefined) return principalOf(known);
      // RFC 7235, 2.1: the scheme is case-insensitive.
      if (header.slice(0, 7).toLowerCase() !== "bearer ") return null;
      const keyHash = hashOf(header.slice(7).trim());
      const principal = principalOf(keyHash);
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
