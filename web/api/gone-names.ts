/** What people and departments were called that are in the directory no more: the history knows. */
import { queryOptions } from "@tanstack/react-query";
import type { HistoryAnswer, HistoryItem } from "../../src/contract/history.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

/** `employees/201`, as in the paths of changes. */
export type GoneKey = `${"employees" | "departments"}/${string}`;

export type GoneNames = ReadonlyMap<GoneKey, string>;

/** Who has been gone for longer is named by their id. */
const PAGES = 10;
const PAGE = 50;

type Written = Pick<HistoryItem, "changes" | "names">;

/** The names among the wanted ones that writes tell. @param items newest first */
export function namesIn(items: readonly Written[], wanted: ReadonlySet<GoneKey>): GoneNames {
  const found = new Map<GoneKey, string>();
  const note = (key: GoneKey, name: unknown) => {
    if (wanted.has(key) && !found.has(key) && typeof name === "string" && name !== "") found.set(key, name);
  };
  for (const { changes, names } of items) {
    for (const { path, from } of changes) {
      const key = path.replace(/^\/directory\//, "") as GoneKey;
      if (typeof from === "object" && from !== null && "name" in from) note(key, from.name);
    }
    for (const list of ["employees", "departments"] as const)
      for (const [id, name] of Object.entries(names[list] ?? {})) note(`${list}/${id}`, name);
  }
  return found;
}

/** @param keys sorted */
export const goneNamesQuery = (company: string, keys: readonly GoneKey[]) =>
  queryOptions({
    queryKey: ["company", company, "gone names", keys],
    queryFn: async ({ signal }) => {
      const found = new Map<GoneKey, string>();
      let before: number | null = null;
      for (let page = 0; page < PAGES && found.size < keys.length; page++) {
        const query = new URLSearchParams({ document: "directory", limit: String(PAGE) });
        if (before !== null) query.set("before", String(before));
        const path = companyPath(company, `/history?${query}`);
        const { items, next }: HistoryAnswer = (await request<HistoryAnswer>("GET", path, { signal })).body;
        const left = new Set(keys.filter((key) => !found.has(key)));
        for (const [key, name] of namesIn(items, left)) found.set(key, name);
        if (next === null) break;
        before = next;
      }
      return found;
    },
    staleTime: Infinity,
  });
