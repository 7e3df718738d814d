import type { Feed } from "../feed.ts";
import type { Sql, Translated } from "./engine.ts";

type SqlFeed = Feed & Readonly<{ /** Notifies followers of a write. */ committed: (revision: number) => void }>;

export function sqlFeed(db: Sql, epoch: string, translated: Translated): SqlFeed {
  const listeners = new Set<(head: number) => void>();
  let told = 0;
  return {
    epoch,
    head: () =>
      translated(async () => (await db.selectFrom("head").select("revision").executeTakeFirstOrThrow()).revision),
    changesSince: (position, limit) =>
      translated(async () => {
        const head = await db.selectFrom("head").selectAll().executeTakeFirstOrThrow();
        if (position.epoch !== head.epoch || position.revision > head.revision || position.revision < head.forgotten)
          return "start_over";
        const rows = await db
          .selectFrom("feed")
          .selectAll()
          .where("revision", ">", position.revision)
          .orderBy("revision")
          .limit(limit)
          .execute();
        const revision = rows.at(-1)?.revision ?? position.revision;
        return {
          changes: rows.map(({ revision, company, removed }) => ({ revision, company, removed: removed === 1 })),
          revision,
          more: revision < head.revision,
        };
      }),
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    forget: (upTo) =>
      translated(async () => {
        await db.transaction().execute(async (sql) => {
          await sql
            .updateTable("head")
            .set(({ eb, ref }) => ({
              forgotten: eb
                .case()
                .when("revision", "<", upTo)
                .then(ref("revision"))
                .when("forgotten", ">", upTo)
                .then(ref("forgotten"))
                .else(upTo)
                .end(),
            }))
            .execute();
          await sql.deleteFrom("feed").where("revision", "<=", upTo).execute();
        });
      }),
    committed(revision) {
      told = Math.max(told, revision);
      for (const listener of listeners)
        try {
          listener(told);
        } catch {
          // The write is committed; the follower asks again after the next one.
        }
    },
  };
}
