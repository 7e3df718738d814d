import { sql as raw, type Kysely } from "kysely";
import type { Tables } from "../sql/schema.ts";

/**
 * Whether anybody is connected to the database besides these two.
 * @param sql a connection of its own, such as a transaction's
 */
export async function isUsedByOthers(db: Kysely<Tables>, sql: Kysely<Tables>): Promise<boolean> {
  const { rows } = await raw<{ others: number }>`
    select count(*) as others from pg_stat_activity
    where datname = current_database() and usesysid is not null
      -- Of another role's connection, all may not see the type.
      and coalesce(backend_type, 'client backend') = 'client backend'
      and pid <> pg_backend_pid() and pid <> ${await processOf(sql)}`.execute(db);
  return rows[0]!.others > 0;
}

async function processOf(sql: Kysely<Tables>): Promise<number> {
  const { rows } = await raw<{ pid: number }>`select pg_backend_pid() as pid`.execute(sql);
  return rows[0]!.pid;
}
