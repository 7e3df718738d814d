/** Keys, with which programs ask. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { KeyList } from "../../src/contract/answers.ts";
import { request } from "./request.ts";

export type ListedKey = KeyList["keys"][number];

/** In the order of their creation, page by page. */
export const keysQuery = infiniteQueryOptions({
  queryKey: ["keys"],
  initialPageParam: "",
  queryFn: async ({ pageParam, signal }) => {
    const after = pageParam === "" ? "" : `?after=${encodeURIComponent(pageParam)}`;
    return (await request<KeyList>("GET", `keys${after}`, { signal })).body;
  },
  getNextPageParam: ({ next }: KeyList) => next ?? undefined,
});
