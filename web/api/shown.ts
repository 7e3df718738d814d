/** Which numbers clients see when somebody calls. */
import { queryOptions } from "@tanstack/react-query";
import type { ShownAnswer, ShownAtHomeAnswer } from "../../src/contract/answers.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

/** An employee, or a hypothetical member of one department and no other. */
export type ShownSubject = Readonly<{ employee: string } | { department: string }>;

export const shownQuery = (company: string, subject: ShownSubject) =>
  queryOptions({
    queryKey: ["company", company, "shown", subject],
    queryFn: async ({ signal }) => {
      const path = companyPath(company, "/outgoing-numbers/shown");
      return (await request<ShownAnswer>("POST", path, { body: subject, signal })).body;
    },
    staleTime: 0,
  });

/** What clients in the home country see from one employee: an item for the devices that show the same. */
export type ShownAtHome = ShownAtHomeAnswer["items"][number]["shown"];

/** Employees per request: the most that the service takes. */
const PAGE = 10_000;

/** Pages that are fetched: those of half a million employees. */
const PAGES = 50;

/** What clients in the home country see from everybody, as saved, by the employee's id. */
export const shownAtHomeQuery = (company: string) =>
  queryOptions({
    queryKey: ["company", company, "shown-at-home"],
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, ShownAtHome>> => {
      const found = new Map<string, ShownAtHome>();
      let after = "";
      for (let page = 0; page < PAGES; page++) {
        const query = new URLSearchParams({ limit: String(PAGE), ...(after !== "" && { after }) });
        const path = companyPath(company, `/outgoing-numbers/shown?${query}`);
        const { items, next } = (await request<ShownAtHomeAnswer>("GET", path, { signal })).body;
        for (const { id, shown } of items) found.set(id, shown);
        if (next === null) break;
        after = next;
      }
      return found;
    },
  });
