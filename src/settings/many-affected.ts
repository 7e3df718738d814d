/** Whether a write concerns so many employees that their admins are told. */
import { affectedAtMost } from "../policy/affected-at-most.ts";
import type { Change } from "../policy/changes.ts";
import { changesOfDocument } from "../policy/document-changes.ts";
import { DECIDING_KINDS, DOCUMENTS, type DecidingDocuments } from "../policy/documents.ts";
import { EarlierDocument } from "../policy/earlier-document.ts";
import { affectedEmployees } from "../preview/affected.ts";

/** In larger companies, everybody whom the write may concern counts: to decide all their calls would hold up others. */
const MOST_COMPARED = 10_000;

/**
 * Compares the calls of now with those without the write: what was changed again since is no more its doing.
 * @param share 0 to 1
 * @returns how many show another number or are gone; null if they are no more than this share of the employees
 */
export async function manyAffected(
  now: DecidingDocuments,
  changes: readonly Change[],
  share: number,
): Promise<number | null> {
  // Most writes touch few: no call has to be decided to see that.
  const most = share < 1 ? affectedAtMost(changes, now.directory) : 0;
  const all = now.directory.employees.length;
  if (most <= share * all) return null;
  if (all > MOST_COMPARED) return Math.min(most, all);
  const before = without(changes, now);
  if (before === null) return null;
  const count = await affectedEmployees(before, now);
  return count > share * before.directory.employees.length ? count : null;
}

/** @returns null if the company was made by this write, or if its documents had another form then */
function without(changes: readonly Change[], now: DecidingDocuments): DecidingDocuments | null {
  const documents: Record<string, unknown> = {};
  for (const kind of DECIDING_KINDS) {
    const ofKind = changesOfDocument(kind, changes);
    documents[kind] = now[kind];
    if (ofKind.length === 0) continue;
    const earlier = new EarlierDocument(now[kind]);
    earlier.takeBackStanding(ofKind);
    const parsed = DOCUMENTS[kind].schema.safeParse(earlier.body);
    if (!parsed.success) return null;
    documents[kind] = parsed.data;
  }
  return documents as DecidingDocuments;
}
