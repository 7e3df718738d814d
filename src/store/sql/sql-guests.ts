/** Guests: who opened or closed blocks to them, noted with the write itself, and the requests of companies. */
import type { Change } from "../../policy/changes.ts";
import type { Company } from "../../policy/company.ts";
import type { GuestRequest } from "../../policy/guest-request.ts";
import { blocksSet, isGranted } from "../../policy/guests.ts";
import type { BlocksSetting, Guests } from "../guests.ts";
import type { Draft } from "./draft.ts";
import { inPages, type Sql, type Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";

export function sqlGuests(db: Sql, translated: Translated): Guests {
  return {
    blocksSettings: (company) =>
      translated(async () => {
        const rows = await db.selectFrom("guest_blocks").selectAll().where("company", "=", company).execute();
        return new Map(rows.map(({ employee, author, at }) => [employee, { by: author, at }]));
      }),
    guestRequest: (company) => translated(() => readGuestRequest(db, company)),
    openGuestRequests: (after, limit) =>
      translated(async () => {
        const rows = await db
          .selectFrom("guest_request")
          .innerJoin("document", "document.company", "guest_request.company")
          .selectAll("guest_request")
          .select("document.body")
          .where("document.kind", "=", "company")
          .where("guest_request.state", "=", "open")
          .where("guest_request.company", ">", after ?? "")
          .orderBy("guest_request.company")
          .limit(limit)
          .execute();
        return rows.map(({ body, ...row }) => ({
          company: row.company,
          companyName: (JSON.parse(body) as Company).name,
          request: requestOf(row),
        }));
      }),
  };
}

export async function readGuestRequest(sql: Sql, company: string): Promise<GuestRequest | null> {
  const row = await sql.selectFrom("guest_request").selectAll().where("company", "=", company).executeTakeFirst();
  return row ? requestOf(row) : null;
}

function requestOf({ employees, note, author, at, state, answer }: Tables["guest_request"]): GuestRequest {
  return {
    employees: employees === null ? null : (JSON.parse(employees) as string[]),
    note,
    by: author,
    at,
    state,
    answer: answer === null ? null : (JSON.parse(answer) as GuestRequest["answer"]),
  };
}

export async function storeGuestRequest(sql: Sql, company: string, request: GuestRequest): Promise<Change> {
  const before = await readGuestRequest(sql, company);
  const row = {
    state: request.state,
    employees: request.employees && JSON.stringify(request.employees),
    note: request.note,
    author: request.by,
    at: request.at,
    answer: request.answer && JSON.stringify(request.answer),
  };
  await sql
    .insertInto("guest_request")
    .values({ company, ...row })
    .onConflict((conflict) => conflict.column("company").doUpdateSet(row))
    .execute();
  return { path: "/guest-request", ...(before && { from: before }), to: request };
}

/** Notes who opened or closed blocks by this write, and closes the request that it grants. */
export async function noteGuests(sql: Sql, draft: Draft, setting: BlocksSetting): Promise<void> {
  const { company, before } = draft;
  const after = draft.after();
  if (company === null || after === null) return;
  const { set, gone } = blocksSet(before && { company: before.company.body, directory: before.directory.body }, after);
  for (const page of inPages(gone))
    await sql.deleteFrom("guest_blocks").where("company", "=", company).where("employee", "in", page).execute();
  const row = { author: setting.by, at: setting.at };
  for (const page of inPages(set))
    await sql
      .insertInto("guest_blocks")
      .values(page.map((employee) => ({ company, employee, ...row })))
      .onConflict((conflict) => conflict.columns(["company", "employee"]).doUpdateSet(row))
      .execute();
  if (set.length === 0) return;
  const request = await readGuestRequest(sql, company);
  if (request?.state !== "open" || !isGranted(request, after)) return;
  await draft.putGuestRequest({ ...request, state: "opened", answer: { ...setting, note: "" } });
}
