/** Holds every write of a company to the quotas that the operator has set. */
import { excessesOver } from "../policy/quotas.ts";
import { bodiesOf } from "../store/company.ts";
import type { CompanyDraft, Writes } from "../store/writes.ts";
import { refuseProblems } from "./refuse.ts";

const REFUSAL = { directory: "invalid_directory", "outgoing-numbers": "invalid_settings" } as const;

/**
 * The same store, whose writes of a company are refused with `quota_exceeded` among the problems where they exceed a
 * quota, after everything else has been checked. How often a company may be saved, the store itself counts.
 */
export function withinQuotas<Store extends Pick<Writes, "writeCompany">>(store: Store): Store {
  return {
    ...store,
    writeCompany: (company, record, work) =>
      store.writeCompany(company, record, async (draft) => {
        const result = await work(draft);
        requireQuotas(draft);
        return result;
      }),
  };
}

/** @throws Refusal `invalid_directory`, `invalid_settings` */
function requireQuotas(draft: CompanyDraft): void {
  const after = draft.after();
  if (draft.before === null || after === null) return;
  const [first, ...others] = excessesOver(draft.before.quotas.body, bodiesOf(draft.before), after);
  if (!first) return;
  const problems = [first, ...others].filter(({ document }) => document === first.document);
  refuseProblems(REFUSAL[first.document], { problems: problems.map(({ problem }) => problem), more: 0 });
}
