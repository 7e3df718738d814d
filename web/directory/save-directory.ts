/** The one way in which the page changes people and departments: an edit of the whole directory, put in one step. */
import type { Directory } from "../../src/policy/directory.ts";
import type { Warning } from "../../src/policy/problem.ts";
import { companyPath, directoryQuery, type Read } from "../api/documents.ts";
import { Failure } from "../api/failure.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";

type Edit = Readonly<{
  /** Answers the next directory, and changes nothing in place. */
  edit: (directory: Directory) => Directory;
  /** Whether what the person had before him still stands. What others save elsewhere in the directory is no matter. */
  stands: (directory: Directory) => boolean;
}>;

type Written = Readonly<{ revision: number; warnings: readonly Warning[] }>;

/** How often others may save in between before it is given up. */
const TRIES = 5;

/**
 * Saves an edit over what is stored now.
 * @returns the directory as it is saved, with what is worth knowing about it
 * @throws Failure 412 where somebody else has changed what was seen: the newer state is then in the cache
 */
export async function saveDirectory(company: string, { edit, stands }: Edit) {
  const { queryKey } = directoryQuery(company);
  let read = await queryClient.ensureQueryData(directoryQuery(company));
  for (let tries = 1; ; tries++) {
    if (!stands(read.body)) throw new Failure(412, { code: "revision_conflict", detail: "seen before another's save" });
    const next = edit(read.body);
    try {
      const { body, etag } = await request<Written>("PUT", companyPath(company, "/directory"), {
        body: { ...next, order: "document" },
        ifMatch: read.etag,
      });
      queryClient.setQueryData<Read<Directory>>(queryKey, { body: next, etag: etag ?? `"${body.revision}"` });
      forgetWhatFollows(company);
      return { directory: next, warnings: body.warnings };
    } catch (error) {
      if (!(error instanceof Failure && error.status === 412)) throw error;
      read = await queryClient.fetchQuery({ ...directoryQuery(company), staleTime: 0 });
      if (!stands(read.body) || tries === TRIES) throw error;
    }
  }
}

/** Main follows the numbers, and a replaced number may be the emergency number. */
export function forgetWhatFollows(company: string): void {
  const directory = directoryQuery(company).queryKey;
  void queryClient.invalidateQueries({
    queryKey: ["company", company],
    predicate: ({ queryKey }) => queryKey.join("/") !== directory.join("/"),
  });
}
