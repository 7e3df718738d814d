/** Whose second factor the operator requires. */
import { queryOptions } from "@tanstack/react-query";
import type { Security } from "../../src/contract/people.ts";
import { request } from "./request.ts";

export const securityQuery = queryOptions({
  queryKey: ["security"],
  queryFn: async ({ signal }) => (await request<Security>("GET", "security", { signal })).body,
});

export const saveSecurity = async (settings: Security) => {
  await request("PUT", "security", { body: settings });
};
