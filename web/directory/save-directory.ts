/** How the page changes people and departments: it edits the whole directory and puts it in one step. */
import type { Directory } from "../../src/policy/directory.ts";
import type { Warning } from "../../src/policy/problem.ts";
import { companyPath, directoryQuery, etagOf, type Read } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { saveOver } from "../form/save-over.ts";

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
      const { body, etag } = await request<Written>("PUT", companyPath(company, "/directory"), {
        body: { ...directory, order: "document" },
        ifMatch: read.etag,
      });
      const saved: Read<Directory> = { body: directory, etag: etag ?? etagOf(body.revision) };
      queryClient.setQueryData(query.queryKey, saved);
      forgetWhatFollows(company);
      return { directory, warnings: body.warnings };
    },
  });
}

/** Refreshes all but the directory: a change of numbers may change the main and the emergency number. */
export function forgetWhatFollows(company: string): void {
  const directory = directoryQuery(company).queryKey;
  void queryClient.invalidateQueries({
    queryKey: ["company", company],
    predicate: ({ queryKey }) => queryKey.join("/") !== directory.join("/"),
  });
}
