import type { Answered } from "../factors.ts";
import type { Sql } from "./engine.ts";

/**
 * Run it in a transaction.
 * @returns false if it was used before
 */
export async function useChallenge(db: Sql, { hash, expiresAt }: Answered, now: string): Promise<boolean> {
  await db.deleteFrom("used_challenge").where("expires_at", "<", now).execute();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("used_challenge")
    .values({ hash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column("hash").doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
