/** What must stay true of a company's calls, and what of it does. */
import { queryOptions } from "@tanstack/react-query";
import type { ExpectationsChecked } from "../../src/contract/answers.ts";
import type { Expectation, Expectations } from "../../src/policy/expectations.ts";
import { companyPath, document } from "./documents.ts";
import { request } from "./request.ts";

export type { Expectation };

/** Why an expectation does not hold. */
export type Unmet = Omit<NonNullable<ExpectationsChecked["results"][number]["unmet"]>, "message">;

export const expectationsQuery = (company: string) => document<Expectations>(company, "expectations", "/expectations");

/** The key of what {@link unmetQuery} answers. */
export const unmetKey = (company: string) => ["company", company, "unmet"];

/** All expectations with what they show, in their order. */
export const unmetQuery = (company: string) =>
  queryOptions({
    queryKey: unmetKey(company),
    queryFn: async ({ signal }) =>
      (await request<ExpectationsChecked>("GET", companyPath(company, "/expectations/results"), { signal })).body,
  });

/** Expectations that hold now and could be saved. */
export const proposedQuery = (company: string) =>
  queryOptions({
    queryKey: ["company", company, "proposed"],
    queryFn: async ({ signal }) =>
      (await request<Expectations>("GET", companyPath(company, "/expectations/proposed"), { signal })).body
        .expectations,
    staleTime: 0,
  });
