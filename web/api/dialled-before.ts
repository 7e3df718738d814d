import { queryOptions, useQuery } from "@tanstack/react-query";
import type { DialledBefore } from "../../src/contract/answers.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

/** The trunk and international prefixes of the company's home country: `8`, `810`, `00`. */
const dialledBeforeQuery = (company: string) =>
  queryOptions({
    queryKey: ["company", company, "dialled-before"],
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      const path = companyPath(company, "/dialled-before");
      return (await request<DialledBefore>("GET", path, { signal })).body.dialledBefore;
    },
  });

const NONE: readonly string[] = [];

/**
 * An empty list until they are known.
 * @param enabled whether to ask the service yet
 */
export const useDialledBefore = (company: string, enabled = true): readonly string[] =>
  useQuery({ ...dialledBeforeQuery(company), enabled }).data ?? NONE;
