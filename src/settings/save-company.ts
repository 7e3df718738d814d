/** Creates a company or changes its own fields. */
import { isDeepStrictEqual } from "node:util";
import { may, requirePermission } from "../access/permission.ts";
import type { Principal } from "../access/principal.ts";
import { checkCompany } from "../policy/check-company.ts";
import { Id, type Company } from "../policy/company.ts";
import { emptyDirectory } from "../policy/directory.ts";
import { Refusal } from "../policy/refusal.ts";
import { unsaved, type StoredCompany } from "../store/company.ts";
import type { Writes } from "../store/writes.ts";
import { requireRevision, type Precondition } from "./precondition.ts";
import { existing } from "./read-company.ts";
import { refuseProblems } from "./refuse.ts";

/** @throws Refusal `malformed`, `forbidden`, `company_unknown`, `revision_conflict`, `invalid_company` */
export async function saveCompany(
  store: Writes,
  principal: Principal,
  id: string,
  fields: Company,
  precondition: Precondition,
): Promise<StoredCompany> {
  requireId(id);
  const record = { author: principal, action: "company.put" };
  const { stored } = await store.writeCompany(id, record, async (draft) => {
    const { before } = draft;
    if (!may(principal, "company.create")) existing(before, id);
    requireRights(principal, id, before?.company.body, fields);
    requireRevision(precondition, before?.company ?? unsaved(null));
    const directory = before?.directory.body ?? emptyDirectory;
    refuseProblems("invalid_company", checkCompany(fields, before?.company.body, directory));
    draft.put("company", fields);
  });
  return existing(stored, id);
}

/** Only operators and support open the blocks to guests, and support changes nothing else. */
function requireRights(principal: Principal, id: string, before: Company | undefined, after: Company): void {
  if (after.guests !== before?.guests) requirePermission(principal, "company.open-to-guests", id);
  if (!isDeepStrictEqual({ ...after, guests: null }, { ...before, guests: null }))
    requirePermission(principal, "company.write", id);
}

function requireId(id: string): void {
  const { error } = Id.safeParse(id);
  if (error) throw new Refusal("malformed", `The company's id: ${error.issues[0]?.message}.`);
}
