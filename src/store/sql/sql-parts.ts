/** Large companies in the parts that calls read (decide/buckets.ts), stored beside their documents. */
import type { Kysely } from "kysely";
import { CHARACTERS_OF_LARGE, isLarge, PARTS_FORMAT, partsOf, type Parts } from "../../decide/buckets.ts";
import { bodiesOf, revisionOf } from "../company.ts";
import { inPages, type Sql } from "./engine.ts";
import type { Tables } from "./schema.ts";
import { readCompany } from "./sql-companies.ts";

/** Writes only the parts that changed. */
export async function storeParts(db: Sql, company: string, revision: number, { core, buckets }: Parts): Promise<void> {
  const stored = await db.selectFrom("bucket").select(["bucket", "body"]).where("company", "=", company).execute();
  const before = new Map(stored.map(({ bucket, body }) => [bucket, body]));
  const gone = [...before.keys()].filter((bucket) => !buckets.has(bucket));
  for (const page of inPages(gone))
    await db.deleteFrom("bucket").where("company", "=", company).where("bucket", "in", page).execute();
  const changed = [...buckets].filter(([bucket, body]) => before.get(bucket) !== body);
  for (const page of inPages(changed))
    await db
      .insertInto("bucket")
      .values(page.map(([bucket, body]) => ({ company, bucket, body })))
      .onConflict((conflict) =>
        conflict.columns(["company", "bucket"]).doUpdateSet((row) => ({ body: row.ref("excluded.body") })),
      )
      .execute();
  const row = { revision, body: core };
  await db
    .insertInto("core")
    .values({ company, ...row })
    .onConflict((conflict) => conflict.column("company").doUpdateSet(row))
    .execute();
}

export async function removeParts(db: Sql, company: string): Promise<void> {
  await db.deleteFrom("core").where("company", "=", company).execute();
  await db.deleteFrom("bucket").where("company", "=", company).execute();
}

/** Makes all parts again if another version of Callas made them, or if there are none yet. */
export async function renewParts(db: Kysely<Tables>): Promise<void> {
  const { parts_format } = await db.selectFrom("head").select("parts_format").executeTakeFirstOrThrow();
  if (parts_format === PARTS_FORMAT) return;
  const perhapsLarge = await db
    .selectFrom("document")
    .select("company")
    .where("kind", "=", "directory")
    .where(({ fn }) => fn<number>("length", ["body"]), ">", CHARACTERS_OF_LARGE)
    .execute();
  await db.transaction().execute(async (sql) => {
    await sql.updateTable("head").set({ parts_format: PARTS_FORMAT }).execute();
    await sql.deleteFrom("core").execute();
    await sql.deleteFrom("bucket").execute();
    for (const { company } of perhapsLarge) {
      const stored = await readCompany(sql, company);
      if (stored && isLarge(stored.directory.body))
        await storeParts(sql, company, revisionOf(stored), partsOf(bodiesOf(stored)));
    }
  });
}
