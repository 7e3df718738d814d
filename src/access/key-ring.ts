/** The keys that are good now, in memory: asking for one touches no database. */
import { hash, randomBytes } from "node:crypto";
import type { ApiKey } from "./api-key.ts";
import type { Access } from "./permission.ts";

export const hashOf = (key: string) => hash("sha256", key);

/** 256 random bits, with a word in front by which a leaked key is recognised. */
export const newKey = () => `callas_${randomBytes(32).toString("base64url")}`;

export type KeyRing = Readonly<{
  /** @param keyHash see {@link hashOf} */
  accessOf: (keyHash: string) => Access | null;
  /** @param header of a request, `Authorization` */
  access: (header: string | undefined) => Access | null;
  /** Takes the keys as they are stored now. */
  refresh: (keys: readonly ApiKey[]) => void;
}>;

/** @param operatorKey a key of the environment, which is never stored; undefined for none */
export function createKeyRing(stored: readonly ApiKey[], operatorKey: string | undefined): KeyRing {
  let byHash = new Map<string, Access>();
  /** Headers that were good, so that a PBX's key is hashed once and not at every call. */
  const byHeader = new Map<string, Access>();
  const refresh: KeyRing["refresh"] = (keys) => {
    byHeader.clear();
    byHash = new Map(
      keys
        .filter(({ revokedAt }) => revokedAt === null)
        .map(({ hash, name, role, sync, companies }) => [
          hash,
          { name, role, sync, companies: companies && new Set(companies) },
        ]),
    );
    if (operatorKey !== undefined)
      byHash.set(hashOf(operatorKey), { name: "operator", role: "operator", sync: true, companies: null });
  };
  refresh(stored);
  return {
    refresh,
    accessOf: (keyHash) => byHash.get(keyHash) ?? null,
    access: (header) => {
      if (header === undefined) return null;
      const known = byHeader.get(header);
      if (known) return known;
      // RFC 7235, 2.1: the scheme's name has no case.
      if (header.slice(0, 7).toLowerCase() !== "bearer ") return null;
      const access = byHash.get(hashOf(header.slice(7).trim())) ?? null;
      // One key may be written with spaces in many ways; those are not all worth remembering.
      if (access && byHeader.size < byHash.size * 2) byHeader.set(header, access);
      return access;
    },
  };
}
