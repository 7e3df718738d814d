/** Saves an import: the directory, then the outgoing numbers that the list gives. */
import { change } from "../api/change.ts";
import { etagOf, outgoingNumbersQuery, type SavedOutgoingNumbers } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { isEqual } from "../form/fields.ts";
import { saveOver } from "../form/save-over.ts";
import { givenNumbers, withGiven, type Given } from "./given-numbers.ts";

/** @throws RequestFailed; SavedInBetween if somebody else has changed the directory since it was seen */
export const saveImported = (company: string, seen: Directory, next: Directory) =>
  saveDirectory(company, { edit: () => next, isUnchanged: (now) => isEqual(now, seen) });

/** @throws RequestFailed; SavedInBetween if somebody else has given one of these people another number since */
export async function saveGiven(company: string, seen: OutgoingNumbers, given: readonly Given[]): Promise<void> {
  const query = outgoingNumbersQuery(company);
  const before = givenNumbers(seen);
  const { body } = await saveOver({
    query,
    over: await queryClient.fetchQuery({ ...query, staleTime: 0 }),
    isUnchanged: (read) => given.every(({ person }) => givenNumbers(read.body)(person) === before(person)),
    send: async ({ body, etag: ifMatch }) =>
      change<SavedOutgoingNumbers>(company, "PUT", "/outgoing-numbers", {
        body: withGiven(body, given),
        ifMatch,
      }),
  });
  queryClient.setQueryData(query.queryKey, { body, etag: etagOf(body.revision) });
}
