/** Preconditions: the state that a writer started from (RFC 9110, 13.1.1). */
import { Refusal } from "../policy/refusal.ts";
import type { Saved } from "../store/company.ts";

/** The revision of the document that was changed; null if the writer does not require one. */
export type Precondition = number | null;

/** @throws Refusal `revision_conflict` if the document has another revision */
export function requireRevision(precondition: Precondition, saved: Omit<Saved<unknown>, "body">): void {
  const { revision, savedAt, savedBy } = saved;
  if (precondition === null || precondition === revision) return;
  throw new Refusal("revision_conflict", `Revision ${revision} was saved in the meantime.`, {
    extra: { revision, savedAt, savedBy },
  });
}
