import type { Kysely } from "kysely";
import type { Accounts } from "../accounts.ts";
import { inPages, type Sql, type Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";
import { claimTotpStep, enrolTotp, useRecoveryCode } from "./sql-factors.ts";
import { storeLink } from "./sql-links.ts";
import { openSession, storeSignIn } from "./sql-sign-ins.ts";
import { operatorsWhoCanSignIn } from "./sql-people.ts";

export function sqlAccounts(db: Kysely<Tables>, translated: Translated): Accounts {
  const within = <T>(work: (sql: Sql) => Promise<T>) => translated(() => db.transaction().execute(work));
  return {
    openSession: (opening) => within((sql) => openSession(sql, opening)),
    noteRefusal: (refused) => within((sql) => storeSignIn(sql, refused)),
    claimTotpStep: (person, step) => translated(() => claimTotpStep(db, person, step)),
    useRecoveryCode: (person, hash) => translated(() => useRecoveryCode(db, person, hash)),
    enrolTotp: (factor) => translated(() => enrolTotp(db, factor)),
    offerSetup: (link) =>
      within(async (sql) => {
        if ((await operatorsWhoCanSignIn(sql)).length > 0 || (await hasOperatorKey(sql, link.createdAt))) return false;
        await storeLink(sql, link);
        return true;
      }),
    renewHash: ({ person, from, to }) =>
      translated(async () => {
        await db
          .updateTable("person")
          .set({ password: to })
          .where("id", "=", person)
          .where("password", "=", from)
          .execute();
      }),
    noteKeysUsed: (uses) =>
      within(async (sql) => {
        for (const { id, at } of uses)
          await sql.updateTable("api_key").set({ last_used_at: at }).where("id", "=", id).execute();
      }),
    signInsOf: (people) =>
      translated(async () => {
        const found = new Map<string, { lastSignInAt: string | null; secondFactor: boolean; canSignIn: boolean }>();
        for (const page of inPages(people)) for (const row of await readSignIns(db, page)) found.set(row.id, row);
        return found;
      }),
  };
}

async function hasOperatorKey(db: Sql, now: string): Promise<boolean> {
  const found = await db
    .selectFrom("api_key")
    .select("id")
    .where("role", "=", "operator")
    .where("revoked_at", "is", null)
    .where((row) => row.or([row("expires_at", "is", null), row("expires_at", ">", now)]))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function readSignIns(db: Sql, people: readonly string[]) {
  const rows = await db
    .selectFrom("person")
    .select((row) => [
      "person.id",
      "person.password",
      row
        .selectFrom("sign_in")
        .select(({ fn }) => fn.max("at").as("at"))
        .whereRef("sign_in.person", "=", "person.id")
        .where("outcome", "=", "signed_in")
        .as("last"),
      row
        .selectFrom("totp")
        .select("totp.person")
        .whereRef("totp.person", "=", "person.id")
        .where("confirmed_at", "is not", null)
        .as("totp"),
      row
        .selectFrom("passkey")
        .select("passkey.id")
        .whereRef("passkey.person", "=", "person.id")
        .limit(1)
        .as("passkey"),
      row
        .selectFrom("identity")
        .select("identity.subject")
        .whereRef("identity.person", "=", "person.id")
        .limit(1)
        .as("identity"),
    ])
    .where("person.id", "in", people)
    .execute();
  return rows.map(({ id, password, last, totp, passkey, identity }) => ({
    id,
    lastSignInAt: last,
    secondFactor: totp !== null || passkey !== null,
    canSignIn: password !== null || passkey !== null || identity !== null,
  }));
}
