/** The one way in which the page changes people and departments: an edit of the whole directory, put in one step. */
import type { Directory } from "../../src/policy/directory.ts";
import type { Warning } from "../../src/policy/problem.ts";
import { companyPath, directoryQuery, etagOf, type Read } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { saveOver } from "../form/save-over.ts";

type Edit = Readonly<{
  /** Answers the next directory, and changes nothing in place. */
  edit: (directory: Directory) => Directory;
  /** Whether what the person saw is as it was. What others save elsewhere in the directory does not matter. */
  isUnchanged: (directory: Directory) => boolean;
}>;

type Written = Readonly<{ revision: number; warnings: readonly Warning[] }>;

/**
 * Saves an edit over what is stored now.
 * @returns the directory as it is saved, with its warnings
 * @throws SavedInBetween where somebody else has changed what was seen; Failure for any other refusal
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

/** Main follows the numbers, and a replaced number may be the emergency number. */
export function forgetWhatFollows(company: string): void {
  const directory = directoryQuery(company).queryKey;
  void queryClient.invalidateQueries({
    queryKey: ["company", company],
    predicate: ({ queryKey }) => queryKey.join("/") !== directory.join("/"),
  });
}
