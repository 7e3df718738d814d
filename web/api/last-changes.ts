import { queryOptions } from "@tanstack/react-query";
import type { HistoryAnswer, HistoryItem } from "../../src/contract/history.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

/** The writes that are looked through: older changes of a number are not known here. */
const WRITES = 1000;

/** What a change of a whole directory, which is its first save, has of its numbers. */
type Saved = Readonly<{ numbers?: readonly Readonly<{ number: string }>[] }>;

const NUMBER = /^\/directory\/numbers\/(\+\d+)/;

/** @param items newest first @returns by number, when it was last changed */
export function lastChanges(items: readonly Pick<HistoryItem, "at" | "changes">[]): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const { at, changes } of items)
    for (const { path, to } of changes) {
      const one = NUMBER.exec(path)?.[1];
      const all = path === "/directory" ? ((to as Saved | undefined)?.numbers ?? []) : [];
      for (const number of [...(one === undefined ? [] : [one]), ...all.map(({ number }) => number)])
        if (!last.has(number)) last.set(number, at);
    }
  return last;
}

/** When each of a company's numbers was last changed (ISO 8601). Requires the permission "history.read". */
export const lastChangesQuery = (company: string) =>
  queryOptions({
    queryKey: ["company", company, "last-changes"],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ document: "directory", limit: String(WRITES) });
      const path = companyPath(company, `/history?${query}`);
      return lastChanges((await request<HistoryAnswer>("GET", path, { signal })).body.items);
    },
  });
