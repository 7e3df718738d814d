/** The call nodes, for operators, and on how many of them a change is live, for everybody. */
import { queryOptions, skipToken } from "@tanstack/react-query";
import type { LiveAnswer, NodeList } from "../../src/contract/answers.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

/** How often the list is read again while it is shown. */
const EVERY_MS = 5000;

export const nodesQuery = queryOptions({
  queryKey: ["nodes"],
  queryFn: async ({ signal }) => (await request<NodeList>("GET", "nodes", { signal })).body,
  refetchInterval: EVERY_MS,
});

export type ListedNode = NodeList["nodes"][number];

/** A change of a company, by the revision that it was answered with. */
export type Saved = Readonly<{ company: string; revision: number }>;

/** @param saved null: nothing is asked */
export const liveQuery = (saved: Saved | null) =>
  queryOptions({
    queryKey: ["live", saved],
    queryFn:
      saved === null
        ? skipToken
        : async ({ signal }) => {
            const path = companyPath(saved.company, `/live?revision=${saved.revision}`);
            return (await request<LiveAnswer>("GET", path, { signal })).body;
          },
    gcTime: 0,
  });
