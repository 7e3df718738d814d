import { queryOptions, useQuery } from "@tanstack/react-query";
import { companyPath } from "./documents.ts";
import { RequestFailed } from "./request-failed.ts";
import { request } from "./request.ts";

/** The trunk and international prefixes of the company's home country: `8`, `810`, `00`. */
const dialledBeforeQuery = (company: string) =>
  queryOptions({
    queryKey: ["company", company, "dialled-before"],
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      try {
        const path = companyPath(company, "/dialled-before");
        return (await request<{ dialledBefore: readonly string[] }>("GET", path, { signal })).body.dialledBefore;
      } catch (error) {
        // Without them, numbers are found as they are written, but not as they are dialled.
        if (error instanceof RequestFailed && error.status === 404) return NONE;
        throw error;
      }
    },
  });

const NONE: readonly string[] = [];

/**
 * An empty list until they are known.
 * @param enabled whether to ask the service yet
 */
export const useDialledBefore = (company: string, enabled = true): readonly string[] =>
  useQuery({ ...dialledBeforeQuery(company), enabled }).data ?? NONE;
