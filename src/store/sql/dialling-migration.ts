/** Companies say how they dial, and SIMs are known by their numbers: brings stored documents to that form. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { isCountry } from "../../number/country.ts";
import { homeOf } from "../../number/home.ts";
import { withSimNumbers } from "../../policy/sim-lines.ts";
import { parsed } from "./parsed.ts";

/** The documents, however they change later. */
type Found = { document: { company: string; kind: string; body: string } };
type FoundCompany = { country: string; areaCode?: string };
type FoundDirectory = { employees: { lines: { id: string; device: string }[] }[] };

/** What older versions did, said in the new fields. */
const AS_BEFORE = {
  emergencyNumbers: [],
  trunkCodes: [],
  bare: ["crm"],
  choiceDevices: ["softphone"],
  withhold: false,
};

/** The documents keep their revisions: they mean what they meant. */
export const dialling: Migration = {
  async up(any: Kysely<unknown>) {
    const db = any as Kysely<Found>;
    const companies = await db
      .selectFrom("document")
      .select(["company", "body"])
      .where("kind", "=", "company")
      .execute();
    for (const { company, body } of companies) {
      const found = parsed(body) as FoundCompany | null;
      if (found === null) continue;
      const fields = { ...found, ...AS_BEFORE };
      await replaceBody(db, company, "company", fields);
      if (isCountry(fields.country)) await bringSimsToE164(db, company, fields);
    }
  },
};

/** Leaves a SIM that cannot be read, or whose number another line has: Callas warns about it. */
async function bringSimsToE164(db: Kysely<Found>, company: string, fields: FoundCompany): Promise<void> {
  const found = await db
    .selectFrom("document")
    .select("body")
    .where("company", "=", company)
    .where("kind", "=", "directory")
    .where("body", "like", "%corporate_sim%")
    .executeTakeFirst();
  const directory = (found ? parsed(found.body) : null) as FoundDirectory | null;
  if (directory === null) return;
  const employees = withSimNumbers(directory.employees, directory.employees, homeOf(fields));
  if (employees !== directory.employees) await replaceBody(db, company, "directory", { ...directory, employees });
}

async function replaceBody(db: Kysely<Found>, company: string, kind: string, document: object): Promise<void> {
  await db
    .updateTable("document")
    .set({ body: JSON.stringify(document) })
    .where("company", "=", company)
    .where("kind", "=", kind)
    .execute();
}
