/** How often a company is saved: counted in the history, so that it holds for all processes together and after a start. */
import { Refusal } from "../../policy/refusal.ts";
import type { Sql } from "./engine.ts";

const MINUTE_MS = 60_000;

/**
 * To be called after the company was locked, and where there is something to write.
 * @param most saves within a minute
 * @throws Refusal `quota_exceeded`
 */
export async function requireSaveRate(sql: Sql, company: string, most: number): Promise<void> {
  const now = Date.now();
  const row = await sql
    .selectFrom("history")
    .select("at")
    .where("company", "=", company)
    // After the clock was set back, what seems to come from the future must not hold anybody up.
    .where("at", "<=", new Date(now).toISOString())
    .orderBy("revision", "desc")
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst();
  if (!row) return;
  const waits = Date.parse(row.at) + MINUTE_MS - now;
  if (waits <= 0) return;
  throw new Refusal("quota_exceeded", `The company may be saved ${most} times a minute, as the operator has set it.`, {
    retryAfter: Math.ceil(waits / 1000),
  });
}
