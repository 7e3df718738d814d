/** Decides calls under outgoing numbers that are not saved. */
import type { z } from "zod";
import { requirePermission } from "../access/permission.ts";
import type { Principal } from "../access/principal.ts";
import { trunksAsked, type withSettings } from "../contract/question.ts";
import { compile } from "../decide/compile.ts";
import { decideOverTrunks } from "../decide/over-trunks.ts";
import { undecided } from "../door/http/undecided.ts";
import { awaitRevision } from "../http/await-revision.ts";
import { asErrors } from "../http/errors.ts";
import { checkOutgoingNumbers, withoutProblems } from "../policy/check-outgoing-numbers.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { readCompany } from "../settings/read-company.ts";
import { readTrunks } from "../settings/trunks.ts";
import { revisionOf, type StoredCompany } from "../store/company.ts";
import type { Desk } from "./desk.ts";

type WithoutDialled<Question> = Question extends unknown ? Omit<Question, "dialled"> : never;
type Asked = WithoutDialled<z.infer<ReturnType<typeof withSettings<typeof OutgoingNumbers>>>>;

/** One call for each of the texts that are dialled, all of the same revision. */
export async function previewCalls(
  { store, reached }: Desk,
  principal: Principal,
  asked: Asked,
  dialled: readonly string[],
) {
  const { company: id, settings, explain, minRevision, trunk: _, trunks: __, ...conditions } = asked;
  requirePermission(principal, "outgoing-numbers.read", id);
  await awaitRevision(reached, minRevision);
  const stored = await readCompany(store, id);
  const { document, errors } = unsaved(stored, settings);
  const compiled = compile(stored.company.body, stored.directory.body, document);
  const trunks = await readTrunks(store, trunksAsked(asked));
  const previews = dialled.map((dialled) => {
    const call = { ...conditions, dialled };
    const answer = decideOverTrunks(compiled, call, trunks, { explain: explain === true });
    if (!answer.known) throw undecided(answer, { company: id, call });
    const { decision, presentations } = answer;
    return { ...decision, ...(presentations && { presentations }) };
  });
  return { previews, revision: revisionOf(stored), ...errors };
}

/**
 * The document that decides, without the entries that could not be saved, and their errors.
 * @param settings by default, the saved ones
 */
export function unsaved(stored: StoredCompany, settings: OutgoingNumbers | undefined) {
  const { company, directory, "outgoing-numbers": saved } = stored;
  if (settings === undefined) return { document: saved.body, errors: { errors: [] } };
  const checked = checkOutgoingNumbers(settings, company.body, directory.body, saved.body);
  return { document: withoutProblems(checked), errors: asErrors(checked) };
}
