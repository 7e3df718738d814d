/** Quotas of decisions: a column for those of keys, and a field in the documents of companies. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { parsed } from "./parsed.ts";

/** The documents, however they change later. */
type Found = { document: { company: string; kind: string; body: string } };

/** The documents keep their revisions: they mean what they meant. */
export const decisionQuotas: Migration = {
  async up(any: Kysely<unknown>) {
    await any.schema.alterTable("api_key").addColumn("decisions_per_second", "bigint").execute();
    const db = any as Kysely<Found>;
    const stored = await db.selectFrom("document").select(["company", "body"]).where("kind", "=", "quotas").execute();
    for (const { company, body } of stored) {
      const quotas = parsed(body) as object | null;
      if (quotas === null) continue;
      await db
        .updateTable("document")
        .set({ body: JSON.stringify({ ...quotas, decisionsPerSecond: null }) })
        .where("company", "=", company)
        .where("kind", "=", "quotas")
        .execute();
    }
  },
};
