/** How the page changes expectations: it edits the stored list and saves it over the one that it was made from. */
import { callKey } from "../../src/policy/expectation-key.ts";
import type { Expectation } from "../api/expectations.ts";
import { change } from "../api/change.ts";
import { etagOf, type Read } from "../api/documents.ts";
import { expectationsQuery } from "../api/expectations.ts";
import { queryClient } from "../api/query-client.ts";
import { saveOver } from "../form/save-over.ts";
import type { Expectations } from "../../src/policy/expectations.ts";

type Edit = Readonly<{
  /** Returns the next list, and changes nothing in place. */
  edit: (expectations: readonly Expectation[]) => readonly Expectation[];
  /** Whether the part that the person saw is unchanged. */
  isUnchanged: (expectations: readonly Expectation[]) => boolean;
}>;

/**
 * @throws SavedInBetween if somebody else has changed what the person saw; RequestFailed for any other refusal
 */
export async function saveExpectations(company: string, { edit, isUnchanged }: Edit): Promise<void> {
  const query = expectationsQuery(company);
  await saveOver({
    query,
    over: await queryClient.ensureQueryData(query),
    isUnchanged: ({ body }) => isUnchanged(body.expectations),
    send: async ({ body, etag }) => {
      const next: Expectations = { expectations: edit(body.expectations) };
      const answer = await change<{ revision: number }>(company, "PUT", "/expectations", { body: next, ifMatch: etag });
      const saved: Read<Expectations> = { body: next, etag: answer.etag ?? etagOf(answer.body.revision) };
      queryClient.setQueryData(query.queryKey, saved);
    },
  });
}

/** Adds them, in the place of those about the same calls. */
export const withExpectations =
  (added: readonly Expectation[]) =>
  (expectations: readonly Expectation[]): readonly Expectation[] => {
    const calls = new Map(added.map((expectation) => [callKey(expectation), expectation]));
    const kept = expectations.map((expectation) => {
      const next = calls.get(callKey(expectation));
      calls.delete(callKey(expectation));
      return next === undefined ? expectation : { ...next, ...noteOf(next, expectation) };
    });
    return [...kept, ...calls.values()];
  };

const noteOf = (next: Expectation, before: Expectation) => {
  const note = next.note ?? before.note;
  return note === undefined ? {} : { note };
};
