/** People who may sign in. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { PersonAnswer, PersonList } from "../../src/contract/people.ts";
import { request } from "./request.ts";

/** People per request. */
export const PEOPLE_PAGE = 1000;

export type ListedPerson = PersonAnswer;

export const personPath = (id: string) => `people/${encodeURIComponent(id)}`;

/** @param company null: everybody */
export const peopleQuery = (company: string | null) =>
  infiniteQueryOptions({
    queryKey: ["people", company],
    initialPageParam: "",
    queryFn: async ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        limit: String(PEOPLE_PAGE),
        ...(company !== null && { company }),
        ...(pageParam !== "" && { after: pageParam }),
      });
      return (await request<PersonList>("GET", `people?${query}`, { signal })).body;
    },
    getNextPageParam: ({ next }: PersonList) => next ?? undefined,
  });
