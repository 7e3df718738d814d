/** Saves earlier outgoing numbers again, as far as today's checks allow. */
import type { Principal } from "../access/principal.ts";
import { checkOutgoingNumbers, withoutProblems } from "../policy/check-outgoing-numbers.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import type { Problems } from "../policy/problem-list.ts";
import type { StoredCompany } from "../store/company.ts";
import type { Store } from "../store/store.ts";
import { earlierOutgoingNumbers } from "./earlier-outgoing-numbers.ts";
import { requireRevision, type Precondition } from "./precondition.ts";
import { existing, readCompany } from "./read-company.ts";

export type Restored = Readonly<{
  before: StoredCompany;
  /** What it is then; in a dry run, what it would be. */
  after: StoredCompany;
  /** What could not be saved today, with paths into the earlier document. */
  leftOut: Problems;
}>;

/** @throws Refusal `company_unknown`, `revision_unknown`, `revision_conflict` */
export async function restoreOutgoingNumbers(
  store: Store,
  principal: Principal,
  id: string,
  revision: number,
  { precondition, dryRun }: Readonly<{ precondition: Precondition; dryRun: boolean }>,
): Promise<Restored> {
  const { body: earlier } = await earlierOutgoingNumbers(store, id, revision);
  if (dryRun) {
    const before = await readCompany(store, id);
    requireRevision(precondition, before["outgoing-numbers"]);
    const { document, leftOut } = asToday(earlier, before);
    const saved = { ...before["outgoing-numbers"], body: document };
    return { before, after: { ...before, "outgoing-numbers": saved }, leftOut };
  }
  const record = { author: principal, action: "outgoing-numbers.restore" };
  const { result, stored } = await store.writeCompany(id, record, async (draft) => {
    const before = existing(draft.before, id);
    requireRevision(precondition, before["outgoing-numbers"]);
    const { document, leftOut } = asToday(earlier, before);
    draft.put("outgoing-numbers", document);
    return { before, leftOut };
  });
  return { ...result, after: existing(stored, id) };
}

/** The part of the earlier document that can be saved now; the main number stays where the earlier one cannot be. */
function asToday(
  earlier: OutgoingNumbers,
  { company, directory, "outgoing-numbers": saved }: StoredCompany,
): Readonly<{ document: OutgoingNumbers; leftOut: Problems }> {
  const checked = checkOutgoingNumbers(earlier, company.body, directory.body, saved.body);
  const document = withoutProblems(checked);
  return { document: checked.refused.main ? { ...document, main: saved.body.main } : document, leftOut: checked };
}
