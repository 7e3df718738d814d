/** The checksums that are stored beside companies, and the running one of all of them: store/sums.ts. */
import type { Kysely } from "kysely";
import { DECIDING_KINDS, type DocumentKind } from "../../policy/documents.ts";
import { combined, companySum, documentSum, NO_SUM } from "../sums.ts";
import type { Sql } from "./engine.ts";
import type { Tables } from "./schema.ts";
import { companyIds } from "./sql-companies.ts";

/**
 * Stores the sum of a company whose documents have been stored.
 * @param running the sum of all companies before
 * @returns the sum of all companies now
 */
export async function renewSum(sql: Sql, company: string, running: string): Promise<string> {
  const { sum: before } = await sql
    .selectFrom("company")
    .select("sum")
    .where("id", "=", company)
    .executeTakeFirstOrThrow();
  const documents = await sql
    .selectFrom("document")
    .select(["kind", "revision", "sum"])
    .where("company", "=", company)
    .where("kind", "in", DECIDING_KINDS)
    .execute();
  const after = sumOfRows(company, documents);
  if (after === before) return running;
  await sql.updateTable("company").set({ sum: after }).where("id", "=", company).execute();
  return combined(running, before, after);
}

type Row = Readonly<{ kind: DocumentKind; revision: number; sum: string }>;

/** @returns "" for a company that does not exist */
function sumOfRows(company: string, rows: readonly Row[]): string {
  if (!rows.some(({ kind }) => kind === "company")) return "";
  const revision = Math.max(...rows.map((row) => row.revision));
  return companySum(company, revision, Object.fromEntries(rows.map(({ kind, sum }) => [kind, sum])));
}

const PAGE = 500;

/** Makes all sums if there are none yet: a migration that changes documents clears `head.sum`. */
export async function renewSums(db: Kysely<Tables>): Promise<void> {
  const head = await db.selectFrom("head").select("sum").executeTakeFirstOrThrow();
  if (head.sum !== null) return;
  await db.transaction().execute(async (sql) => {
    await sql.updateTable("company").set({ sum: "" }).execute();
    let running = NO_SUM;
    for (let after = ""; ;) {
      const companies = await companyIds(sql, after, PAGE);
      for (const company of companies) running = await sumDocuments(sql, company, running);
      if (companies.length < PAGE) break;
      after = companies.at(-1)!;
    }
    await sql.updateTable("head").set({ sum: running }).execute();
  });
}

async function sumDocuments(sql: Sql, company: string, running: string): Promise<string> {
  await sql
    .insertInto("company")
    .values({ id: company, since: 0, made: 0, sum: "" })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const documents = sql.selectFrom("document").where("company", "=", company).where("kind", "in", DECIDING_KINDS);
  for (const { kind, body } of await documents.select(["kind", "body"]).execute())
    await sql
      .updateTable("document")
      .set({ sum: documentSum(body) })
      .where("company", "=", company)
      .where("kind", "=", kind)
      .execute();
  return renewSum(sql, company, running);
}
