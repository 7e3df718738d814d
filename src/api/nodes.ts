/** Endpoints for the call nodes, and for one company's line of the feed; feed-route.ts serves the feed itself. */
import { z } from "zod";
import { NodeList, Removed } from "../contract/answers.ts";
import { Id } from "../policy/company.ts";
import { removeNode } from "../settings/nodes.ts";
import { endpoint } from "./endpoint.ts";

export const NDJSON = "application/x-ndjson";

const tag = "Call nodes";
const url = "/api/v1/nodes";

export const nodeEndpoints = [
  endpoint({
    method: "GET",
    url: "/api/v1/feed/companies/:company",
    tag,
    summary: "The line of one company, as in the feed",
    permissions: ["feed.follow"],
    params: z.object({ company: Id }),
    answer: NDJSON,
    run: async ({ store }, { params }) => ({ text: await store.companyLine(params.company) }),
  }),
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "The call nodes that follow the feed, with the revision that each has confirmed",
    permissions: ["nodes.manage"],
    answer: NodeList,
    async run({ store }) {
      const [nodes, revision] = [await store.listNodes(), await store.head()];
      return {
        body: {
          revision,
          // What a node confirmed before the database was restored says nothing about this one.
          nodes: nodes.map(({ name, epoch, revision, seenAt }) => ({
            name,
            revision: epoch === store.epoch ? revision : 0,
            seenAt,
          })),
        },
      };
    },
  }),
  endpoint({
    method: "DELETE",
    url: `${url}/:name`,
    tag,
    summary: "Takes a node off the list; if it still lives, it has to start over",
    description: "Numbers then no longer wait for this node. Until it starts over, it may decide from what it has.",
    permissions: ["nodes.manage"],
    params: z.object({ name: z.string() }),
    answer: Removed,
    run: async ({ store }, { principal, params }) => ({
      body: { revision: await removeNode(store, principal, params.name) },
    }),
  }),
];
