import type { StoredPasskey } from "../../access/stored-passkey.ts";
import type { Change } from "../../policy/changes.ts";
import type { PasskeyDraft } from "../factors.ts";
import type { Sql } from "./engine.ts";
import type { Tables } from "./schema.ts";

function passkeyOf(row: Tables["passkey"]): StoredPasskey {
  return {
    id: row.id,
    person: row.person,
    name: row.name,
    publicKey: row.public_key,
    counter: row.counter,
    transports: JSON.parse(row.transports) as string[],
    backedUp: row.backed_up === 1,
    createdAt: row.created_at,
    usedAt: row.used_at,
  };
}

export async function readPasskeys(db: Sql, person: string): Promise<readonly StoredPasskey[]> {
  const rows = await db
    .selectFrom("passkey")
    .selectAll()
    .where("person", "=", person)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(passkeyOf);
}

export async function readPasskey(db: Sql, id: string): Promise<StoredPasskey | null> {
  const row = await db.selectFrom("passkey").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? passkeyOf(row) : null;
}

/**
 * @param counter of the signature; 0 where the authenticator does not count
 * @returns false if the passkey is gone, or its counter has passed this one: it may be a copy (Web Authentication, 7.2)
 */
export async function countPasskey(
  db: Sql,
  { id, counter }: Pick<StoredPasskey, "id" | "counter">,
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("passkey")
    .set({ counter, used_at: now })
    .where("id", "=", id)
    .where((row) => (counter === 0 ? row("counter", "=", 0) : row("counter", "<", counter)))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Passkeys within a write. */
export function sqlPasskeyDraft(shared: () => Promise<Sql>, record: (change: Change) => void): PasskeyDraft {
  return {
    of: async (person) => readPasskeys(await shared(), person),
    async add(passkey) {
      const { numInsertedOrUpdatedRows } = await (
        await shared()
      )
        .insertInto("passkey")
        .values({
          id: passkey.id,
          person: passkey.person,
          name: passkey.name,
          public_key: passkey.publicKey,
          counter: passkey.counter,
          transports: JSON.stringify(passkey.transports),
          backed_up: passkey.backedUp ? 1 : 0,
          created_at: passkey.createdAt,
          used_at: passkey.usedAt,
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .executeTakeFirstOrThrow();
      const added = numInsertedOrUpdatedRows === 1n;
      if (added) record({ path: pathOf(passkey), to: { name: passkey.name } });
      return added;
    },
    async rename(passkey, name) {
      await (await shared()).updateTable("passkey").set({ name }).where("id", "=", passkey.id).execute();
      record({ path: `${pathOf(passkey)}/name`, from: passkey.name, to: name });
    },
    async remove(passkey) {
      await (await shared()).deleteFrom("passkey").where("id", "=", passkey.id).execute();
      record({ path: pathOf(passkey), from: { name: passkey.name } });
    },
  };
}

const pathOf = ({ id, person }: StoredPasskey) => `/people/${person}/passkeys/${id}`;
