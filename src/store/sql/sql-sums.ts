/** The checksums that are stored beside companies, and the running one of all of them: store/sums.ts. */
import type { Kysely } from "kysely";
import { DECIDING_KINDS, type DocumentKind } from "../../policy/documents.ts";
import { combined, companySum, documentSum, NO_SUM } from "../sums.ts";
import type { Sql } from "./engine.ts";
import type { Tables } from "./schema.ts";
import { companyIds } from "./sql-companies.ts";

/**
 * Stores the sums of companies whose documents have been stored. However many they are, it asks the database as often as
 * for one: every other write waits meanwhile.
 * @param companies each has a row; no more than one statement may name
 * @param running the sum of all companies before
 * @returns the sum of all companies now
 */
export async function storeSums(sql: Sql, companies: readonly string[], running: string): Promise<string> {
  if (companies.length === 0) return running;
  const rows = await sql.selectFrom("company").select(["id", "sum"]).where("id", "in", companies).execute();
  if (rows.length < companies.length) throw new Error("a company that was written has no row");
  const documents = await sql
    .selectFrom("document")
    .select(["company", "kind", "revision", "sum"])
    .where("company", "in", companies)
    .where("kind", "in", DECIDING_KINDS)
    .execute();
  const byCompany = Map.groupBy(documents, ({ company }) => company);
  const changed = rows
    .map(({ id, sum }) => ({ id, before: sum, after: sumOfRows(id, byCompany.get(id) ?? []) }))
    .filter(({ before, after }) => after !== before);
  if (changed.length === 0) return running;
  await sql
    .insertInto("company")
    .values(changed.map(({ id, after }) => ({ id, since: 0, made: 0, sum: after })))
    .onConflict((conflict) => conflict.column("id").doUpdateSet((row) => ({ sum: row.ref("excluded.sum") })))
    .execute();
  return combined(running, ...changed.flatMap(({ before, after }) => [before, after]));
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
      for (const company of companies) await sumDocuments(sql, company);
      running = await storeSums(sql, companies, running);
      if (companies.length < PAGE) break;
      after = companies.at(-1)!;
    }
    await sql.updateTable("head").set({ sum: running }).execute();
  });
}

async function sumDocuments(sql: Sql, company: string): Promise<void> {
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
}
