import type { Company } from "../../policy/company.ts";
import { DOCUMENTS, type DocumentKind } from "../../policy/documents.ts";
import type { Companies } from "../companies.ts";
import { storedCompany, unsaved, type Saved, type StoredCompany } from "../company.ts";
import { inPages, type Sql, type Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";

export function sqlCompanies(db: Sql, translated: Translated): Companies {
  return {
    company: (id) => translated(() => readCompany(db, id)),
    text: (id, kind) => translated(() => readText(db, id, kind)),
    list: (after, limit, among) =>
      translated(async () => {
        if (among === null) return await readList(db, after ?? "", limit, null);
        const found: Awaited<ReturnType<typeof readList>> = [];
        const ids = [...among].filter((id) => id > (after ?? "")).sort();
        for (const page of inPages(ids)) {
          if (found.length >= limit) break;
          found.push(...(await readList(db, after ?? "", limit - found.length, page)));
        }
        return found;
      }),
    synchronisation: (company) =>
      translated(async () => {
        const row = await db
          .selectFrom("synchronisation")
          .select(["at", "author"])
          .where("company", "=", company)
          .executeTakeFirst();
        return row ? { at: row.at, author: row.author } : null;
      }),
    ownersBesides: (company, numbers) => translated(() => ownersBesides(db, company, numbers)),
  };
}

/** Ordered by their bytes, starting after `after`. */
export async function companyIds(db: Sql, after: string, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("document")
    .select("company")
    .where("kind", "=", "company")
    .where("company", ">", after)
    .orderBy("company")
    .limit(limit)
    .execute();
  return rows.map(({ company }) => company);
}

export async function readCompany(db: Sql, id: string): Promise<StoredCompany | null> {
  return companyOf(id, await db.selectFrom("document").selectAll().where("company", "=", id).execute());
}

/** @param rows all documents of the company */
export function companyOf(id: string, rows: readonly Tables["document"][]): StoredCompany | null {
  return storedCompany(id, (kind) => {
    const row = rows.find((row) => row.kind === kind);
    return row && { body: JSON.parse(row.body), revision: row.revision, savedAt: row.saved_at, savedBy: row.saved_by };
  });
}

async function readText(db: Sql, id: string, kind: DocumentKind): Promise<Saved<string> | null> {
  const documents = db.selectFrom("document").where("company", "=", id);
  const row = await documents
    .select(["body", "revision", "saved_at", "saved_by"])
    .where("kind", "=", kind)
    .executeTakeFirst();
  if (row) return { body: row.body, revision: row.revision, savedAt: row.saved_at, savedBy: row.saved_by };
  const company = await documents.select("revision").where("kind", "=", "company").executeTakeFirst();
  return company ? unsaved(JSON.stringify(DOCUMENTS[kind].empty)) : null;
}

async function readList(db: Sql, after: string, limit: number, among: readonly string[] | null) {
  let query = db
    .selectFrom("document")
    .select(["company", "body"])
    .where("kind", "=", "company")
    .where("company", ">", after);
  if (among) query = query.where("company", "in", among);
  const rows = await query.orderBy("company").limit(limit).execute();
  return rows.map(({ company, body }) => ({ id: company, company: JSON.parse(body) as Company }));
}

export async function ownersBesides(
  db: Sql,
  company: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const owners = new Map<string, string>();
  for (const page of inPages(numbers)) {
    const rows = await db
      .selectFrom("number_owner")
      .selectAll()
      .where("number", "in", page)
      .where("company", "!=", company)
      .execute();
    for (const row of rows) owners.set(row.number, row.company);
  }
  return owners;
}
