/** Who is told of a company's changes, and what became of the messages. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { DeliveriesAnswer, WatchingAnswer, WatchingWritten } from "../../src/contract/watching.ts";
import { companyPath, document } from "./documents.ts";
import { request } from "./request.ts";

export type Watching = WatchingAnswer;
export type Webhook = Watching["webhooks"][number];
export type MadeWebhook = WatchingWritten["webhooks"][number];
export type Delivery = DeliveriesAnswer["items"][number];

/** The most webhooks of a company. */
export const MOST_WEBHOOKS = 5;

/** Messages per request. */
const PAGE = 20;

export const watchingQuery = (company: string) => document<Watching>(company, "watching", "/watching");

/** The newest first. */
export const deliveriesQuery = (company: string) =>
  infiniteQueryOptions({
    queryKey: ["company", company, "deliveries"],
    initialPageParam: "",
    queryFn: async ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(PAGE), ...(pageParam !== "" && { before: pageParam }) });
      return (await request<DeliveriesAnswer>("GET", companyPath(company, `/watching/deliveries?${query}`), { signal }))
        .body;
    },
    getNextPageParam: ({ next }: DeliveriesAnswer) => next ?? undefined,
    staleTime: 0,
  });
