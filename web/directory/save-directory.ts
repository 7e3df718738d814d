/** How the page changes people and departments: it edits the whole directory and puts it in one step. */
import type { Directory } from "../../src/policy/directory.ts";
import type { Warning } from "../../src/policy/problem.ts";
import { change } from "../api/change.ts";
import { directoryQuery, etagOf, type Read } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { E164 } from "../../src/number/e164.ts";
import { saveOver } from "../form/save-over.ts";
import { sentDirectory } from "./sent-directory.ts";

type Edit = Readonly<{
  /** Returns the next directory, and changes nothing in place. */
  edit: (directory: Directory) => Directory;
  /** Whether the part that the person saw is unchanged. Changes elsewhere in the directory do not matter. */
  isUnchanged: (directory: Directory) => boolean;
}>;

type Written = Readonly<{ revision: number; warnings: readonly Warning[] }>;

/**
 * Applies an edit to the stored directory.
 * @returns the saved directory, with its warnings
 * @throws SavedInBetween if somebody else has changed what the person saw; RequestFailed for any other refusal
 */
export async function saveDirectory(company: string, { edit, isUnchanged }: Edit) {
  const query = directoryQuery(company);
  return saveOver({
    query,
    over: await queryClient.ensureQueryData(query),
    isUnchanged: ({ body }) => isUnchanged(body),
    send: async (read) => {
      const directory = edit(read.body);
      const { body, etag } = await change<Written>(company, "PUT", "/directory", {
        body: { ...sentDirectory(read.body, directory), order: "document" },
        ifMatch: read.etag,
      });
      const saved: Read<Directory> = { body: directory, etag: etag ?? etagOf(body.revision) };
      queryClient.setQueryData(query.queryKey, saved);
      if (hasWrittenSims(directory) || hasNewNumbers(read.body, directory))
        await queryClient.invalidateQueries({ queryKey: query.queryKey });
      forgetWhatFollows(company);
      return { directory, warnings: body.warnings };
    },
  });
}

/**
 * Removes an item, with its entries in the outgoing numbers if `withEntries`, in one revision.
 * @param removal `isUnchanged` as above
 */
export async function removeFromDirectory(
  company: string,
  path: string,
  { isUnchanged, withEntries }: Pick<Edit, "isUnchanged"> & Readonly<{ withEntries: boolean }>,
): Promise<void> {
  const query = directoryQuery(company);
  await saveOver({
    query,
    over: await queryClient.ensureQueryData(query),
    isUnchanged: ({ body }) => isUnchanged(body),
    send: ({ etag: ifMatch }) => change(company, "DELETE", path + (withEntries ? "?entries=remove" : ""), { ifMatch }),
  });
  await queryClient.invalidateQueries({ queryKey: query.queryKey });
  forgetWhatFollows(company);
}

/** Whether the service may have stored the number of a SIM in another form. */
const hasWrittenSims = ({ employees }: Directory) =>
  employees.some(({ lines }) => lines.some(({ id, device }) => device === "corporate_sim" && !E164.test(id)));

/** The service notes whether those who have added them vouch for them. */
function hasNewNumbers(before: Directory, { numbers }: Directory): boolean {
  const known = new Set(before.numbers.map(({ number }) => number));
  return numbers.some(({ number }) => !known.has(number));
}

/** Refreshes all but the directory: a change of numbers may change the main and the emergency number. */
export function forgetWhatFollows(company: string): void {
  const directory = directoryQuery(company).queryKey;
  void queryClient.invalidateQueries({
    queryKey: ["company", company],
    predicate: ({ queryKey }) => queryKey.join("/") !== directory.join("/"),
  });
}
