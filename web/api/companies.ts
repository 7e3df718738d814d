import { infiniteQueryOptions } from "@tanstack/react-query";
import { useAllPages } from "./all-pages.ts";
import { request } from "./request.ts";

/** Companies per request. */
export const COMPANIES_PAGE = 1000;

export type ListedCompany = Readonly<{ id: string; name: string; country: string }>;

/** The companies of the signed-in person, in the order of their ids, page by page. */
export const companiesQuery = infiniteQueryOptions({
  queryKey: ["companies"],
  initialPageParam: "",
  queryFn: async ({ pageParam, signal }) => {
    const after = pageParam === "" ? "" : `&after=${encodeURIComponent(pageParam)}`;
    const path = `companies?limit=${COMPANIES_PAGE}${after}`;
    return (await request<{ companies: readonly ListedCompany[] }>("GET", path, { signal })).body.companies;
  },
  getNextPageParam: (last: readonly ListedCompany[]) => (last.length < COMPANIES_PAGE ? undefined : last.at(-1)!.id),
});

/** The same, with further pages fetched at once, so that a search finds all of them. */
export const useAllCompanies = (enabled = true) => useAllPages({ ...companiesQuery, enabled });
