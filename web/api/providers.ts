/** Identity providers of companies. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { ProviderList, ProviderShown } from "../../src/contract/factors.ts";
import { queryClient } from "./query-client.ts";
import { request } from "./request.ts";

export type Provider = ProviderShown;

type Listed = z.infer<typeof ProviderList>;

export const providerPath = ({ id }: Pick<Provider, "id">) => `identity-providers/${encodeURIComponent(id)}`;

/** Of all companies that the person may see, page by page. */
export const providersQuery = infiniteQueryOptions({
  queryKey: ["identity-providers"],
  initialPageParam: "",
  queryFn: async ({ pageParam, signal }) => {
    const after = pageParam === "" ? "" : `?after=${encodeURIComponent(pageParam)}`;
    return (await request<Listed>("GET", `identity-providers${after}`, { signal })).body;
  },
  getNextPageParam: ({ next }: Listed) => next ?? undefined,
});

export const readProvidersAgain = () => queryClient.invalidateQueries({ queryKey: providersQuery.queryKey });
