/** Creates and revokes API keys. */
import { randomUUID } from "node:crypto";
import type { ApiKey } from "../access/api-key.ts";
import type { Author } from "../access/author.ts";
import { hashOf, newKey } from "../access/key-ring.ts";
import type { NewKey } from "../access/new-key.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Writes } from "../store/writes.ts";

/** @returns the key itself, which is shown only this once, and its stored form */
export async function makeKey(
  store: Pick<Writes, "writeAccess">,
  author: Author,
  about: NewKey,
): Promise<Readonly<{ key: string; stored: ApiKey; revision: number }>> {
  const key = newKey();
  const stored: ApiKey = {
    id: randomUUID(),
    name: about.name,
    hash: hashOf(key),
    role: about.role,
    companies: ("companies" in about && about.companies) || null,
    sync: about.role === "pbx" && about.sync,
    createdAt: new Date().toISOString(),
    createdBy: author.name,
    revokedAt: null,
    expiresAt: about.expiresAt === undefined ? null : new Date(about.expiresAt).toISOString(),
    addresses: about.addresses ?? null,
    savesPerMinute: ("savesPerMinute" in about && about.savesPerMinute) || null,
    decisionsPerSecond: ("decisionsPerSecond" in about && about.decisionsPerSecond) || null,
    lastUsedAt: null,
  };
  const { revision } = await store.writeAccess({ author, action: "key.create" }, async (draft) => draft.putKey(stored));
  return { key, stored, revision: revision! };
}

/**
 * Revokes a key immediately and permanently.
 * @returns the revision
 * @throws Refusal `key_unknown`
 */
export async function revokeKey(store: Pick<Writes, "writeAccess">, author: Author, id: string): Promise<number> {
  const { revision } = await store.writeAccess({ author, action: "key.revoke" }, async (draft) => {
    const known = await draft.key(id);
    if (known === null || known.revokedAt !== null) throw new Refusal("key_unknown", `No valid key “${id}”.`);
    await draft.putKey({ ...known, revokedAt: new Date().toISOString() });
  });
  return revision!;
}
