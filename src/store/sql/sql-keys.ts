import type { ApiKey } from "../../access/api-key.ts";
import type { Keys } from "../keys.ts";
import { inPages, type Sql, type Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";

/** Stands for every company in `key_company`. */
const EVERY_COMPANY = "";

export function sqlKeys(db: Sql, translated: Translated): Keys {
  return {
    key: (id) => translated(() => readKey(db, id)),
    listKeys: (after, limit) =>
      translated(async () => {
        let query = db.selectFrom("api_key").selectAll().orderBy("created_at").orderBy("id").limit(limit);
        if (after !== null) {
          const last = await db.selectFrom("api_key").select("created_at").where("id", "=", after).executeTakeFirst();
          if (!last) return [];
          query = query.where((row) =>
            row.or([
              row("created_at", ">", last.created_at),
              row.and([row("created_at", "=", last.created_at), row("id", ">", after)]),
            ]),
          );
        }
        return (await query.execute()).map(keyOf);
      }),
    isSynchronised: (company) =>
      translated(async () => {
        const found = await db
          .selectFrom("key_company")
          .innerJoin("api_key", "api_key.id", "key_company.key")
          .select("api_key.id")
          .where("key_company.company", "in", [company, EVERY_COMPANY])
          .where("api_key.role", "=", "pbx")
          .where("api_key.sync", "=", 1)
          .where("api_key.revoked_at", "is", null)
          .limit(1)
          .executeTakeFirst();
        return found !== undefined;
      }),
  };
}

export function keyOf(row: Tables["api_key"]): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hash: row.hash,
    role: row.role,
    companies: row.companies === null ? null : (JSON.parse(row.companies) as string[]),
    sync: row.sync === 1,
    createdAt: row.created_at,
    createdBy: row.created_by,
    revokedAt: row.revoked_at,
    expiresAt: row.expires_at,
    addresses: row.addresses === null ? null : (JSON.parse(row.addresses) as string[]),
    savesPerMinute: row.saves_per_minute,
    decisionsPerSecond: row.decisions_per_second,
    lastUsedAt: row.last_used_at,
  };
}

export async function readKey(db: Sql, id: string): Promise<ApiKey | null> {
  const row = await db.selectFrom("api_key").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? keyOf(row) : null;
}

export async function readKeysNaming(db: Sql, company: string): Promise<readonly ApiKey[]> {
  const rows = await db
    .selectFrom("key_company")
    .innerJoin("api_key", "api_key.id", "key_company.key")
    .selectAll("api_key")
    .where("key_company.company", "=", company)
    .orderBy("api_key.created_at")
    .orderBy("api_key.id")
    .execute();
  return rows.map(keyOf);
}

/** Notes the revision of the write that stored the keys. */
export async function markKeys(db: Sql, ids: readonly string[], revision: number): Promise<void> {
  for (const page of inPages(ids)) await db.updateTable("api_key").set({ revision }).where("id", "in", page).execute();
}

export async function storeKey(db: Sql, key: ApiKey): Promise<void> {
  const row = {
    name: key.name,
    hash: key.hash,
    role: key.role,
    companies: key.companies && JSON.stringify(key.companies),
    sync: key.sync ? 1 : 0,
    created_at: key.createdAt,
    created_by: key.createdBy,
    revoked_at: key.revokedAt,
    expires_at: key.expiresAt,
    addresses: key.addresses && JSON.stringify(key.addresses),
    saves_per_minute: key.savesPerMinute,
    decisions_per_second: key.decisionsPerSecond,
  };
  await db
    .insertInto("api_key")
    .values({ id: key.id, ...row, last_used_at: null, revision: 0 })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
  await db.deleteFrom("key_company").where("key", "=", key.id).execute();
  for (const page of inPages([...new Set(key.companies ?? [EVERY_COMPANY])]))
    await db
      .insertInto("key_company")
      .values(page.map((company) => ({ company, key: key.id })))
      .execute();
}
