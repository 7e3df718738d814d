import type { SignInRecord } from "../../access/sign-in.ts";
import type { Opening } from "../accounts.ts";
import type { Sql } from "./engine.ts";
import type { Tables } from "./schema.ts";
import { storeSession } from "./sql-sessions.ts";

/** How long sign-ins are kept. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** Of one person: strangers can cause refused ones. */
const MOST_SIGN_INS = 1000;

/** Of one person or key. The one that ends first goes. */
const MOST_SESSIONS = 100;

export function signInOf(row: Tables["sign_in"]): SignInRecord {
  return {
    id: row.id,
    at: row.at,
    person: row.person,
    means: row.means,
    outcome: row.outcome,
    address: row.address,
    agent: row.agent,
    newDevice: row.new_device === 1,
  };
}

/**
 * Newest first.
 * @param before the id of a sign-in; those after it in this order are returned
 */
export async function readSignIns(
  db: Sql,
  person: string,
  before: string | null,
  limit: number,
): Promise<readonly SignInRecord[]> {
  let found = db.selectFrom("sign_in").selectAll().where("person", "=", person);
  if (before !== null)
    found = found.where((row) =>
      row(
        row.refTuple("at", "id"),
        "<",
        row
          .selectFrom("sign_in as last")
          .select(["last.at", "last.id"])
          .where("last.person", "=", person)
          .where("last.id", "=", before)
          .$asTuple("at", "id"),
      ),
    );
  return (await found.orderBy("at", "desc").orderBy("id", "desc").limit(limit).execute()).map(signInOf);
}

/** Run it in a transaction. */
export async function openSession(db: Sql, { session, former, signIn }: Opening): Promise<void> {
  await db.deleteFrom("session").where("expires_at", "<", session.createdAt).execute();
  if (former !== null) await db.deleteFrom("session").where("id_hash", "=", former).execute();
  const holder = "person" in session.holder ? session.holder.person : session.holder.keyHash;
  const column = "person" in session.holder ? "person" : "key_hash";
  await db
    .deleteFrom("session")
    .where("id_hash", "in", (row) =>
      row
        .selectFrom("session")
        .select("id_hash")
        .where(column, "=", holder)
        .orderBy("expires_at", "desc")
        .limit(MOST_SESSIONS)
        .offset(MOST_SESSIONS - 1),
    )
    .execute();
  await storeSession(db, session);
  if (signIn !== null) await storeSignIn(db, signIn);
}

/** Run it in a transaction. */
export async function storeSignIn(db: Sql, signIn: SignInRecord): Promise<void> {
  const oldest = new Date(Date.parse(signIn.at) - KEPT_MS).toISOString();
  await db.deleteFrom("sign_in").where("at", "<", oldest).execute();
  await db
    .deleteFrom("sign_in")
    .where("id", "in", (row) =>
      row
        .selectFrom("sign_in")
        .select("id")
        .where("person", "=", signIn.person)
        .orderBy("at", "desc")
        .orderBy("id", "desc")
        .limit(MOST_SIGN_INS)
        .offset(MOST_SIGN_INS - 1),
    )
    .execute();
  const { newDevice, ...row } = signIn;
  await db
    .insertInto("sign_in")
    .values({ ...row, new_device: newDevice ? 1 : 0 })
    .execute();
}
