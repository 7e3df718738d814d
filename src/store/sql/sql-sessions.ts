import type { SessionStore } from "../../access/session.ts";
import type { Sql, Translated } from "./engine.ts";

export function sqlSessions(db: Sql, translated: Translated): SessionStore {
  return {
    get: (idHash) =>
      translated(async () => {
        const row = await db.selectFrom("session").selectAll().where("id_hash", "=", idHash).executeTakeFirst();
        return row ? { idHash, keyHash: row.key_hash, createdAt: row.created_at, expiresAt: row.expires_at } : null;
      }),
    put: ({ idHash, keyHash, createdAt, expiresAt }) =>
      translated(async () => {
        const row = { key_hash: keyHash, created_at: createdAt, expires_at: expiresAt };
        await db
          .insertInto("session")
          .values({ id_hash: idHash, ...row })
          .onConflict((conflict) => conflict.column("id_hash").doUpdateSet(row))
          .execute();
      }),
    remove: (idHash) =>
      translated(async () => {
        await db.deleteFrom("session").where("id_hash", "=", idHash).execute();
      }),
    sweep: (before) =>
      translated(async () => {
        await db.deleteFrom("session").where("expires_at", "<", before).execute();
      }),
  };
}
