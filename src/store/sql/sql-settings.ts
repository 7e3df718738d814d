import { NO_REQUIREMENTS, type SecuritySettings } from "../../access/second-factors.ts";
import type { Sql } from "./engine.ts";

const SECURITY = "security";

/** @param body of the row; undefined if nothing was ever set */
const securityOf = (body: string | undefined): SecuritySettings =>
  body === undefined ? NO_REQUIREMENTS : (JSON.parse(body) as SecuritySettings);

export async function readSecurity(db: Sql): Promise<SecuritySettings> {
  const row = await db.selectFrom("setting").select("body").where("name", "=", SECURITY).executeTakeFirst();
  return securityOf(row?.body);
}

export async function storeSecurity(db: Sql, settings: SecuritySettings): Promise<void> {
  const body = JSON.stringify(settings);
  await db
    .insertInto("setting")
    .values({ name: SECURITY, body })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ body }))
    .execute();
}
