/** The last change of a company that was made in this tab. */
import { queryOptions, skipToken } from "@tanstack/react-query";
import type { Saved } from "./nodes.ts";
import { queryClient } from "./query-client.ts";

/** It is not fetched: {@link noteSaved} sets it. */
export const lastSavedQuery = queryOptions<Saved>({ queryKey: ["last-saved"], queryFn: skipToken });

/** @param answer to the change */
export function noteSaved(company: string, answer: unknown): void {
  const { revision } = answer as Readonly<{ revision?: unknown }>;
  if (typeof revision === "number") queryClient.setQueryData(lastSavedQuery.queryKey, { company, revision });
}
