/** Keys with a quota. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const keyQuotas: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable("api_key").addColumn("saves_per_minute", "bigint").execute();
  },
};
