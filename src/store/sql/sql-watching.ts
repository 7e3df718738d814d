import { sql as raw } from "kysely";
import type { Told } from "../../policy/watched.ts";
import { DEFAULT_WATCHING, type Watching } from "../../policy/watching.ts";
import { unsaved, type Saved } from "../company.ts";
import type { Delivery, NewDelivery, WatchStore } from "../watching.ts";
import type { Sql, Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";
import { signInOf } from "./sql-sign-ins.ts";

/** Kept of one company, or of what concerns none, delivered or not; the oldest go. */
const MOST_KEPT = 1000;

/** How long a message is kept that waits no longer. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export function sqlWatching(db: Sql, translated: Translated): WatchStore {
  return {
    watching: (company) => translated(() => readWatching(db, company)),
    seen: () =>
      translated(async () => {
        const { revision, sign_ins: signIns } = await db.selectFrom("watch_seen").selectAll().executeTakeFirstOrThrow();
        return { revision, signIns };
      }),
    writesAfter: (revision, limit) =>
      translated(() =>
        db
          .selectFrom("history")
          .select(["revision", "company", "action", "at", "author", "changes"])
          .where("revision", ">", revision)
          .orderBy("revision")
          .limit(limit)
          .execute(),
      ),
    newBrowsers: (since, limit) =>
      translated(async () => {
        const rows = await db
          .selectFrom("sign_in")
          .selectAll()
          .where("at", ">=", since)
          .where("new_device", "=", 1)
          .where("outcome", "=", "signed_in")
          .orderBy("at")
          .limit(limit)
          .execute();
        return rows.map(signInOf);
      }),
    knownUnmet: (company) =>
      translated(async () => {
        const row = await db.selectFrom("watch_unmet").select("keys").where("company", "=", company).executeTakeFirst();
        return row ? (JSON.parse(row.keys) as string[]) : [];
      }),
    noteSeen: ({ seen, deliveries, unmet, at }) =>
      translated(() =>
        db.transaction().execute(async (sql) => {
          for (const delivery of deliveries) await store(sql, delivery, at);
          for (const company of new Set(deliveries.map(({ company }) => company))) await forgetOldest(sql, company, at);
          for (const { company, keys } of unmet) {
            const row = { keys: JSON.stringify(keys) };
            await sql
              .insertInto("watch_unmet")
              .values({ company, ...row })
              .onConflict((conflict) => conflict.column("company").doUpdateSet(row))
              .execute();
          }
          await sql.updateTable("watch_seen").set({ revision: seen.revision, sign_ins: seen.signIns }).execute();
        }),
      ),
    dueDeliveries: ({ now, limit }) =>
      translated(async () => {
        const due = db.selectFrom("delivery").selectAll().where("state", "=", "waiting").where("at", "<=", now);
        return (await due.orderBy("at").orderBy("id").limit(limit).execute()).map(deliveryOf);
      }),
    nextDelivery: () =>
      translated(async () => {
        const waiting = db.selectFrom("delivery").select("at").where("state", "=", "waiting");
        return (await waiting.orderBy("at").limit(1).executeTakeFirst())?.at ?? null;
      }),
    claimDelivery: ({ id, at, until }) =>
      translated(async () => {
        const { numUpdatedRows } = await db
          .updateTable("delivery")
          .set({ at: until })
          .where("id", "=", id)
          .where("state", "=", "waiting")
          .where("at", "=", at)
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      }),
    noteDelivery: ({ id, ...tried }) =>
      translated(async () => {
        await db.updateTable("delivery").set(tried).where("id", "=", id).execute();
      }),
    deliveries: (company, limit, before) =>
      translated(async () => {
        let found = db.selectFrom("delivery").selectAll().where("company", "=", company);
        if (before !== null)
          found = found.where((row) =>
            row(
              row.refTuple("created_at", "id"),
              "<",
              row
                .selectFrom("delivery as last")
                .select(["last.created_at", "last.id"])
                .where("last.id", "=", before)
                .$asTuple("created_at", "id"),
            ),
          );
        return (await found.orderBy("created_at", "desc").orderBy("id", "desc").limit(limit).execute()).map(deliveryOf);
      }),
  };
}

export async function readWatching(db: Sql, company: string): Promise<Saved<Watching>> {
  const row = await db.selectFrom("watching").selectAll().where("company", "=", company).executeTakeFirst();
  if (!row) return unsaved(DEFAULT_WATCHING);
  const { body, revision, saved_at: savedAt, saved_by: savedBy } = row;
  return { body: JSON.parse(body) as Watching, revision, savedAt, savedBy };
}

export async function storeWatching(
  db: Sql,
  company: string,
  { body, revision, savedAt, savedBy }: Saved<Watching>,
): Promise<void> {
  const row = { body: JSON.stringify(body), revision, saved_at: savedAt, saved_by: savedBy };
  await db
    .insertInto("watching")
    .values({ company, ...row })
    .onConflict((conflict) => conflict.column("company").doUpdateSet(row))
    .execute();
}

async function store(sql: Sql, { id, company, way, to, told }: NewDelivery, at: string): Promise<void> {
  await sql
    .insertInto("delivery")
    .values({
      id,
      company,
      way,
      recipient: to,
      told: JSON.stringify(told),
      state: "waiting",
      attempts: 0,
      created_at: at,
      at,
      error: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function forgetOldest(sql: Sql, company: string | null, at: string): Promise<void> {
  const of = company === null ? raw<boolean>`company IS NULL` : raw<boolean>`company = ${company}`;
  await sql
    .deleteFrom("delivery")
    .where(of)
    .where("id", "not in", (row) =>
      row
        .selectFrom("delivery")
        .select("id")
        .where(of)
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(MOST_KEPT),
    )
    .execute();
  const oldest = new Date(Date.parse(at) - KEPT_MS).toISOString();
  await sql.deleteFrom("delivery").where("state", "!=", "waiting").where("at", "<", oldest).execute();
}

function deliveryOf(row: Tables["delivery"]): Delivery {
  return {
    id: row.id,
    company: row.company,
    way: row.way,
    to: row.recipient,
    told: JSON.parse(row.told) as Told,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    at: row.at,
    error: row.error,
  };
}
