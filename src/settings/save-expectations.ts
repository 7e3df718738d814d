/** Saves what must stay true of a company's calls. */
import type { Principal } from "../access/principal.ts";
import { checkExpectations } from "../policy/check-expectations.ts";
import type { Expectations } from "../policy/expectations.ts";
import type { StoredCompany } from "../store/company.ts";
import type { Writes } from "../store/writes.ts";
import { requireRevision, type Precondition } from "./precondition.ts";
import { existing } from "./read-company.ts";
import { refuseProblems } from "./refuse.ts";

/** @throws Refusal `company_unknown`, `revision_conflict`, `invalid_expectations`, `too_many_entries` */
export async function saveExpectations(
  store: Writes,
  principal: Principal,
  id: string,
  document: Expectations,
  precondition: Precondition,
): Promise<StoredCompany> {
  const record = { author: principal, action: "expectations.put" };
  const { stored } = await store.writeCompany(id, record, async (draft) => {
    const { company, directory, expectations: saved } = existing(draft.before, id);
    requireRevision(precondition, saved);
    refuseProblems("invalid_expectations", checkExpectations(document, company.body, directory.body, saved.body));
    draft.put("expectations", document);
  });
  return existing(stored, id);
}
