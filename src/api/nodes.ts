/** Endpoints for the call nodes, and for one company's line of the feed; feed-route.ts serves the feed itself. */
import { z } from "zod";
import { LiveAnswer, NodeList, Removed } from "../contract/answers.ts";
import { Id } from "../policy/company.ts";
import { removeNode } from "../settings/nodes.ts";
import { existing } from "../settings/read-company.ts";
import type { CallNode } from "../store/nodes.ts";
import { endpoint } from "./endpoint.ts";
import { CompanyParams } from "./parameters.ts";

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
          nodes: nodes.map((node) => ({
            name: node.name,
            revision: confirmedOf(node, store.epoch),
            seenAt: node.seenAt,
          })),
        },
      };
    },
  }),
  endpoint({
    method: "GET",
    url: "/api/v1/companies/:company/live",
    tag,
    summary: "How many call nodes decide from a write, or from a newer one",
    description: "Without their names: those are the operator's. As of about a second ago.",
    permissions: ["company.read"],
    params: CompanyParams,
    query: z.strictObject({
      revision: z.coerce.number().int().min(0).meta({ description: "The revision that the write was answered with" }),
    }),
    answer: LiveAnswer,
    async run({ store }, { params, query }) {
      existing(await store.text(params.company, "company"), params.company);
      const nodes = await store.listNodes();
      const live = nodes.filter((node) => confirmedOf(node, store.epoch) >= query.revision);
      return { body: { nodes: nodes.length, live: live.length } };
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

/** What a node confirmed before the database was restored says nothing about this one. */
const confirmedOf = ({ epoch, revision }: CallNode, present: string) => (epoch === present ? revision : 0);
