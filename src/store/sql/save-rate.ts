/**
 * How often a company is saved, and a key saves: counted in the history, so that it holds for all processes together and
 * after a start.
 */
import { Refusal } from "../../policy/refusal.ts";
import type { StoredCompany } from "../company.ts";
import type { WriteRecord } from "../writes.ts";
import type { Sql } from "./engine.ts";

const MINUTE_MS = 60_000;

/**
 * To be called after the company was locked, where there is something to write. Writes of one key that are committed
 * together do not count each other.
 * @throws Refusal `quota_exceeded`
 */
export async function requireSaveRates(
  sql: Sql,
  { id, quotas }: StoredCompany,
  { author, countsNot = false }: WriteRecord,
): Promise<void> {
  const ofCompany = quotas.body.savesPerMinute;
  if (ofCompany !== null && !countsNot)
    requireRoom(await nthNewest(sql, "company", id, ofCompany), `The company may be saved ${ofCompany} times a minute`);
  const ofKey = author.savesPerMinute;
  if (ofKey !== undefined)
    requireRoom(await nthNewest(sql, "author_id", author.id, ofKey), `The key may save ${ofKey} times a minute`);
}

/** When the nth newest write was made; null if there are fewer. */
async function nthNewest(sql: Sql, column: "company" | "author_id", of: string, nth: number): Promise<string | null> {
  const row = await sql
    .selectFrom("history")
    .select("at")
    .where(column, "=", of)
    // After the clock was set back, what seems to come from the future must not hold anybody up.
    .where("at", "<=", new Date().toISOString())
    .orderBy("revision", "desc")
    .offset(nth - 1)
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

function requireRoom(at: string | null, what: string): void {
  const waits = at === null ? 0 : Date.parse(at) + MINUTE_MS - Date.now();
  if (waits <= 0) return;
  throw new Refusal("quota_exceeded", `${what}, as the operator has set it.`, { retryAfter: Math.ceil(waits / 1000) });
}
