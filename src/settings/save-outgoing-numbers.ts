/** Saves a company's outgoing numbers. */
import type { Principal } from "../access/principal.ts";
import { checkOutgoingNumbers } from "../policy/check-outgoing-numbers.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import type { StoredCompany } from "../store/company.ts";
import type { Writes } from "../store/writes.ts";
import { requireRevision, type Precondition } from "./precondition.ts";
import { existing } from "./read-company.ts";
import { refuseProblems } from "./refuse.ts";

/** @throws Refusal `company_unknown`, `revision_conflict`, `invalid_settings`, `too_many_entries` */
export async function saveOutgoingNumbers(
  store: Writes,
  principal: Principal,
  id: string,
  document: OutgoingNumbers,
  precondition: Precondition,
): Promise<StoredCompany> {
  const record = { author: principal, action: "outgoing-numbers.put" };
  const { stored } = await store.writeCompany(id, record, async (draft) => {
    const { company, directory, "outgoing-numbers": saved } = existing(draft.before, id);
    requireRevision(precondition, saved);
    const checked = checkOutgoingNumbers(document, company.body, directory.body, saved.body);
    refuseProblems("invalid_settings", checked);
    draft.put("outgoing-numbers", checked.document);
  });
  return existing(stored, id);
}
