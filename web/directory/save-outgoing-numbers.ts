/** How the lists of people and numbers change the saved outgoing numbers at once, beside any unsaved changes of them. */
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { change } from "../api/change.ts";
import { etagOf, outgoingNumbersQuery, type SavedOutgoingNumbers } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { saveOver } from "../form/save-over.ts";
import { forgetWhatFollows } from "./save-directory.ts";

/**
 * @param seen the revision whose effect the person has seen
 * @param edit returns the next document, and changes nothing in place
 * @throws SavedInBetween if it has become another one; RequestFailed for any other refusal
 */
export async function saveOutgoingNumbers(
  company: string,
  seen: number,
  edit: (present: OutgoingNumbers) => OutgoingNumbers,
): Promise<void> {
  const query = outgoingNumbersQuery(company);
  const { body } = await saveOver({
    query,
    over: await queryClient.ensureQueryData(query),
    isUnchanged: ({ body }) => body.revision === seen,
    send: async ({ body: { main, personal, regional, priority }, etag: ifMatch }) => {
      const next = edit({ main, personal, regional, priority });
      return change<SavedOutgoingNumbers>(company, "PUT", "/outgoing-numbers", { body: next, ifMatch });
    },
  });
  queryClient.setQueryData(query.queryKey, { body, etag: etagOf(body.revision) });
  forgetWhatFollows(company);
}
