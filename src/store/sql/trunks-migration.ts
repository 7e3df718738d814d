/** Tables for trunks, and for finding the companies with numbers that carry one. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { parsed } from "./parsed.ts";

/** The documents, however they change later. */
type Found = { document: { company: string; kind: string; body: string } };

export const trunks: Migration = {
  async up(any: Kysely<unknown>) {
    const db = any as Kysely<Found>;
    await db.schema
      .createTable("trunk")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("revision", "bigint", (column) => column.notNull())
      .addColumn("saved_at", "text", (column) => column.notNull())
      .addColumn("saved_by", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("trunk_company")
      .addColumn("trunk", "text", (column) => column.notNull())
      .addColumn("company", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("trunk_company_key", ["trunk", "company"])
      .execute();
    await db.schema.createIndex("trunk_company_by_company").on("trunk_company").column("company").execute();
    await addForwards(db);
  },
};

/** Forwarded calls show what they showed, said in the new field; the documents keep their revisions. */
async function addForwards(db: Kysely<Found>): Promise<void> {
  const companies = await db.selectFrom("document").select(["company", "body"]).where("kind", "=", "company").execute();
  for (const { company, body } of companies) {
    const fields = parsed(body) as object | null;
    if (fields === null) continue;
    await db
      .updateTable("document")
      .set({ body: JSON.stringify({ ...fields, forwards: "own" }) })
      .where("company", "=", company)
      .where("kind", "=", "company")
      .execute();
  }
}
