import type { Session, SessionStore } from "../../access/session.ts";
import type { Sql, Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";

export function sqlSessions(db: Sql, translated: Translated): SessionStore {
  return {
    get: (idHash) => translated(() => readSession(db, idHash)),
    put: (session) =>
      translated(async () => {
        await storeSession(db, session);
      }),
    extend: (idHash, expiresAt) =>
      translated(async () => {
        await db.updateTable("session").set({ expires_at: expiresAt }).where("id_hash", "=", idHash).execute();
      }),
    remove: (idHash) =>
      translated(async () => {
        await db.deleteFrom("session").where("id_hash", "=", idHash).execute();
      }),
  };
}

export async function readSession(db: Sql, idHash: string): Promise<Session | null> {
  const row = await db.selectFrom("session").selectAll().where("id_hash", "=", idHash).executeTakeFirst();
  return row ? sessionOf(row) : null;
}

/** The one that began last comes first. */
export async function readSessions(db: Sql, holder: Session["holder"]): Promise<readonly Session[]> {
  const sessions = db.selectFrom("session").selectAll().orderBy("created_at", "desc");
  const own =
    "person" in holder ? sessions.where("person", "=", holder.person) : sessions.where("key_hash", "=", holder.keyHash);
  return (await own.execute()).map(sessionOf);
}

export async function storeSession(db: Sql, session: Session): Promise<void> {
  await db.insertInto("session").values(rowOf(session)).execute();
}

function sessionOf(row: Tables["session"]): Session {
  return {
    idHash: row.id_hash,
    holder: row.person === null ? { keyHash: row.key_hash! } : { person: row.person },
    means: row.means,
    createdAt: row.created_at,
    authenticatedAt: row.authenticated_at,
    expiresAt: row.expires_at,
    address: row.address,
    agent: row.agent,
  };
}

function rowOf({ holder, ...session }: Session): Tables["session"] {
  return {
    id_hash: session.idHash,
    person: "person" in holder ? holder.person : null,
    key_hash: "keyHash" in holder ? holder.keyHash : null,
    means: session.means,
    created_at: session.createdAt,
    authenticated_at: session.authenticatedAt,
    expires_at: session.expiresAt,
    address: session.address,
    agent: session.agent,
  };
}
