import type { Sql } from "./engine.ts";

/**
 * The first revision that was written at a time or later, one more than the last where there is none. Times are taken
 * to grow with the revisions.
 */
export async function revisionAt(db: Sql, time: string): Promise<number> {
  const { first, last } = await db
    .selectFrom("history")
    .select((row) => [row.fn.min("revision").as("first"), row.fn.max("revision").as("last")])
    .executeTakeFirstOrThrow();
  let [low, high] = [first ?? 1, (last ?? 0) + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // After a restore, revisions may be missing.
    const row = await db
      .selectFrom("history")
      .select(["revision", "at"])
      .where("revision", ">=", middle)
      .orderBy("revision")
      .limit(1)
      .executeTakeFirstOrThrow();
    if (row.at >= time) high = middle;
    else low = row.revision + 1;
  }
  return low;
}
