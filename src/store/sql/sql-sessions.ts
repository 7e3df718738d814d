import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";
import type { Sessions } from "../../access/session.ts";

export function sqlSessions(db: Kysely<Tables>, translated: <T>(work: () => Promise<T>) => Promise<T>): Sessions {
  return {
    get: (idHash) =>
      translated(async () => {
        const row = await db.selectFrom("session").selectAll().where("id_hash", "=", idHash).executeTakeFirst();
        return row ? { idHash, keyHash: row.key_hash, expiresAt: row.expires_at } : null;
      }),
    put: ({ idHash, keyHash, expiresAt }) =>
      translated(async () => {
        const row = { key_hash: keyHash, expires_at: expiresAt };
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
