import { queryOptions, useQuery } from "@tanstack/react-query";
import { companyPath } from "./documents.ts";
import { RequestFailed } from "./request-failed.ts";
import { request } from "./request.ts";

/** What is dialled before a number in the company's home country and is not a part of it: `8`, `810`, `00`. */
const dialledBeforeQuery = (company: string) =>
  queryOptions({
    queryKey: ["company", company, "dialled-before"],
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      try {
        const path = companyPath(company, "/dialled-before");
        return (await request<{ dialledBefore: readonly string[] }>("GET", path, { signal })).body.dialledBefore;
      } catch (error) {
        // A service that does not answer this finds numbers as they are written, and not as they are dialled.
        if (error instanceof RequestFailed && error.status === 404) return NONE;
        throw error;
      }
    },
  });

const NONE: readonly string[] = [];

/** None while they are not known. @param enabled whether they are wanted yet */
export const useDialledBefore = (company: string, enabled = true): readonly string[] =>
  useQuery({ ...dialledBeforeQuery(company), enabled }).data ?? NONE;
