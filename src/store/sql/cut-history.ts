/** Cuts off the beginning of the history, as long as it is configured to be kept. */
import { setImmediate } from "node:timers/promises";
import type { Author } from "../../access/author.ts";
import type { Sql } from "./engine.ts";
import { CUT, newestCut, type Cut, type Mac } from "./history-chain.ts";
import { nextWrites, recordWrites } from "./record-write.ts";
import { revisionAt } from "./revision-at.ts";

/** Rows that are removed in one transaction: saves come in between. */
const STEP = 500;

const CALLAS: Author = { kind: "system", id: "callas", name: "Callas", address: null };

/**
 * Records the cut first, with the code of the last row that goes, so that the chain can be verified from there; then
 * removes the rows. If it is interrupted, the next cut removes the rest.
 * @returns the number of rows that were removed
 */
export async function cutHistory(
  db: Sql,
  mac: Mac,
  before: string,
  committed: (revision: number) => void,
): Promise<number> {
  const done = await newestCut(db);
  const upTo = (await revisionAt(db, before)) - 1;
  const last = await db
    .selectFrom("history")
    .select(["revision", "mac"])
    .where("revision", "<=", upTo)
    .where("revision", ">", done?.upTo ?? 0)
    .orderBy("revision", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!last) return done ? await removeUpTo(db, done.upTo) : 0;
  committed(await recordCut(db, mac, { upTo: last.revision, code: last.mac }));
  return await removeUpTo(db, last.revision);
}

async function recordCut(db: Sql, mac: Mac, cut: Cut): Promise<number> {
  return await db.transaction().execute(async (sql) => {
    const next = await nextWrites(sql, 1);
    const row = {
      company: null,
      action: "history.cut",
      at: new Date().toISOString(),
      author: CALLAS,
      changes: [{ path: CUT, to: cut }],
      changed: { company: null, isRemoved: false },
    };
    await recordWrites(sql, mac, next, [row]);
    return next.first;
  });
}

async function removeUpTo(db: Sql, upTo: number): Promise<number> {
  for (let removed = 0; ;) {
    const rows = await db
      .selectFrom("history")
      .select("revision")
      .where("revision", "<=", upTo)
      .orderBy("revision")
      .limit(STEP)
      .execute();
    const last = rows.at(-1)?.revision;
    if (last === undefined) return removed;
    await db.transaction().execute(async (sql) => {
      await sql.deleteFrom("history_document").where("revision", "<=", last).execute();
      await sql.deleteFrom("history").where("revision", "<=", last).execute();
    });
    removed += rows.length;
    await setImmediate();
  }
}
