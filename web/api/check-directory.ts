import { queryOptions } from "@tanstack/react-query";
import type { Directory } from "../../src/policy/directory.ts";
import type { Problem } from "../../src/policy/problem.ts";
import { companyPath } from "./documents.ts";
import { RequestFailed } from "./request-failed.ts";
import { identityOf } from "./identity-of.ts";
import { request } from "./request.ts";

export type DirectoryCheck = Readonly<{
  errors: readonly (Problem | Readonly<{ path: string; code: string; other?: string }>)[];
  /** How many there are besides. */
  more?: number;
}>;

/**
 * The errors of an unsaved directory, in its form or by the rules.
 * @param etag of the directory that it was made from: over a newer one, the same result may have other errors
 */
export const directoryCheckQuery = (company: string, etag: string, directory: Directory) =>
  queryOptions({
    queryKey: ["directory-check", company, etag, identityOf(directory)],
    queryFn: async ({ signal }): Promise<DirectoryCheck> => {
      const path = companyPath(company, "/directory/check");
      try {
        return (await request<DirectoryCheck>("POST", path, { body: directory, signal })).body;
      } catch (error) {
        if (error instanceof RequestFailed && error.problem.errors)
          return { errors: error.problem.errors, more: error.problem.more ?? 0 };
        throw error;
      }
    },
    gcTime: 0,
  });
