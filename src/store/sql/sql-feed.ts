import { setImmediate } from "node:timers/promises";
import type { Feed } from "../feed.ts";
import type { Sql, Translated } from "./engine.ts";
import { feedPage, startsOver } from "./feed-page.ts";
import { revisionAt } from "./revision-at.ts";

/** Changes that are deleted in one transaction: saves come in between. */
const STEP = 500;

export type SqlFeed = Feed &
  Readonly<{
    /** Notifies followers of a write. */
    committed: (revision: number) => void;
    /** Notifies followers if the head is not the one that they heard of last. */
    noticed: (head: number) => void;
  }>;

export function sqlFeed(db: Sql, epoch: string, translated: Translated): SqlFeed {
  const listeners = new Set<(head: number) => void>();
  let told = 0;
  const tell = (head: number) => {
    told = Math.max(told, head);
    for (const listener of listeners)
      try {
        listener(told);
      } catch {
        // The write is committed; the follower asks again after the next one.
      }
  };
  return {
    epoch,
    head: () =>
      translated(async () => (await db.selectFrom("head").select("revision").executeTakeFirstOrThrow()).revision),
    changesSince: (position, limit) =>
      translated(async () => {
        const head = await db.selectFrom("head").selectAll().executeTakeFirstOrThrow();
        if (startsOver(position, head)) return "start_over";
        const rows = await db
          .selectFrom("feed")
          .selectAll()
          .where("revision", ">", position.revision)
          .orderBy("revision")
          .limit(limit)
          .execute();
        return feedPage(position, limit, head, rows);
      }),
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    forget: (upTo) => translated(() => forget(db, upTo)),
    cutFeed: (before) => translated(async () => forget(db, (await revisionAt(db, before)) - 1)),
    committed: tell,
    noticed(head) {
      if (head > told) tell(head);
    },
  };
}

/** What is deleted is first out of reach, so that no follower misses a change; the next call deletes what is left. */
async function forget(db: Sql, upTo: number): Promise<void> {
  await db
    .updateTable("head")
    .set((row) => ({
      forgotten: row
        .case()
        .when("revision", "<", upTo)
        .then(row.ref("revision"))
        .when("forgotten", ">", upTo)
        .then(row.ref("forgotten"))
        .else(upTo)
        .end(),
    }))
    .execute();
  for (;;) {
    const rows = await db
      .selectFrom("feed")
      .select("revision")
      .where("revision", "<=", upTo)
      .orderBy("revision")
      .limit(STEP)
      .execute();
    const last = rows.at(-1)?.revision;
    if (last === undefined) return;
    await db.deleteFrom("feed").where("revision", "<=", last).execute();
    await setImmediate();
  }
}
