/** Sets the quotas of a company. */
import type { Principal } from "../access/principal.ts";
import type { Quotas } from "../policy/quotas.ts";
import type { Saved } from "../store/company.ts";
import type { Writes } from "../store/writes.ts";
import { requireRevision, type Precondition } from "./precondition.ts";
import { existing } from "./read-company.ts";

/** @throws Refusal `company_unknown`, `revision_conflict` */
export async function saveQuotas(
  store: Pick<Writes, "writeCompany">,
  principal: Principal,
  id: string,
  quotas: Quotas,
  precondition: Precondition,
): Promise<Saved<Quotas>> {
  const record = { author: principal, action: "quotas.put", countsNot: true };
  const { stored } = await store.writeCompany(id, record, async (draft) => {
    requireRevision(precondition, existing(draft.before, id).quotas);
    draft.put("quotas", quotas);
  });
  return existing(stored, id).quotas;
}
