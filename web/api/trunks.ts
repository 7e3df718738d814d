/** The operator's trunks. */
import { queryOptions } from "@tanstack/react-query";
import type { NamedTrunk, Trunk } from "../../src/policy/trunk.ts";
import { etagOf, type Read } from "./documents.ts";
import { request } from "./request.ts";

export type { NamedTrunk, Trunk };

export const trunkPath = (id: string) => `trunks/${encodeURIComponent(id)}`;

/** In the order of their ids. */
export const trunksQuery = queryOptions({
  queryKey: ["trunks"],
  queryFn: async ({ signal }) =>
    (await request<{ trunks: readonly NamedTrunk[] }>("GET", "trunks", { signal })).body.trunks,
});

export const trunkQuery = (id: string) =>
  queryOptions({
    queryKey: ["trunk", id],
    queryFn: async ({ signal }): Promise<Read<Trunk>> => {
      const { body, etag } = await request<Trunk>("GET", trunkPath(id), { signal });
      return { body, etag: etag ?? etagOf(0) };
    },
  });
