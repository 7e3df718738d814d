/** What was changed, by whom; earlier outgoing numbers; and taking changes back. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  EarlierOutgoingNumbers,
  HistoryAnswer,
  HistoryHeadAnswer,
  HistoryItem,
  HistoryVerifyAnswer,
  RestoredAnswer,
  UndoneAnswer,
} from "../../src/contract/history.ts";
import { change } from "./change.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

export type { EarlierOutgoingNumbers, HistoryItem, HistoryVerifyAnswer, RestoredAnswer, UndoneAnswer };
export type Author = HistoryItem["author"];
export type Change = HistoryItem["changes"][number];

/** What a person looks for; an empty text is no condition. */
export type HistoryFilter = Readonly<{
  /** The id of a key or a person. */
  author: string;
  document: string;
  /** ISO 8601; inclusive. */
  since: string;
  /** ISO 8601; exclusive. */
  until: string;
}>;

/** Writes per request. */
const PAGE = 50;

/** @param company null: the whole store */
const historyPath = (company: string | null, rest = "") =>
  company === null ? `history${rest}` : companyPath(company, `/history${rest}`);

const said = (filter: HistoryFilter) => Object.entries(filter).filter(([, value]) => value !== "");

/** Newest first. A page may have fewer items than asked for, or none. @param company null: the whole store */
export const historyQuery = (company: string | null, filter: HistoryFilter) =>
  infiniteQueryOptions({
    queryKey: company === null ? ["history", filter] : ["company", company, "history", filter],
    initialPageParam: null as number | null,
    queryFn: async ({ pageParam, signal }) => {
      const before = pageParam === null ? [] : [["before", String(pageParam)]];
      const query = new URLSearchParams([["limit", String(PAGE)], ...before, ...said(filter)]);
      return (await request<HistoryAnswer>("GET", `${historyPath(company)}?${query}`, { signal })).body;
    },
    getNextPageParam: ({ next }: HistoryAnswer) => next,
    staleTime: 0,
  });

/** One write, however long ago it was; null if the company's history does not have it (any more). */
export const writeQuery = (company: string, revision: number) =>
  queryOptions({
    queryKey: ["company", company, "history", "write", revision],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ before: String(revision + 1), limit: "1" });
      const path = `${historyPath(company)}?${query}`;
      const { items } = (await request<HistoryAnswer>("GET", path, { signal })).body;
      return items.find((item) => item.revision === revision) ?? null;
    },
  });

/** The address of a file with the history. @param company null: the whole store */
export const exportAddress = (company: string | null, format: "csv" | "json", filter: HistoryFilter) =>
  `/api/v1/${historyPath(company, "/export")}?${new URLSearchParams([["format", format], ...said(filter)])}`;

export const historyHeadQuery = queryOptions({
  queryKey: ["history", "head"],
  queryFn: async ({ signal }) => (await request<HistoryHeadAnswer>("GET", "history/head", { signal })).body.head,
  staleTime: 0,
});

/** Checks every row. @param head an earlier one, with which an end that was cut off is found; empty: none */
export const verifyHistory = async (head: string): Promise<HistoryVerifyAnswer> =>
  (await request<HistoryVerifyAnswer>("GET", `history/verify${head === "" ? "" : `?${new URLSearchParams({ head })}`}`))
    .body;

export const earlierQuery = (company: string, revision: number) =>
  queryOptions({
    queryKey: ["company", company, "earlier", revision],
    queryFn: async ({ signal }) => {
      const path = companyPath(company, `/outgoing-numbers/revisions/${revision}`);
      return (await request<EarlierOutgoingNumbers>("GET", path, { signal })).body;
    },
    // What was once is not different later.
    staleTime: Infinity,
  });

/** What it would be to put an earlier state back over the saved one that has this entity tag. */
export const restoreTrialQuery = (company: string, revision: number, etag: string) =>
  queryOptions({
    queryKey: ["company", company, "restore", revision, etag],
    queryFn: async ({ signal }) => {
      const path = companyPath(company, "/outgoing-numbers/restore?dryRun=true");
      return (await request<RestoredAnswer>("POST", path, { body: { revision }, ifMatch: etag, signal })).body;
    },
    staleTime: 0,
    gcTime: 0,
  });

export const restore = (company: string, revision: number, ifMatch: string) =>
  change<RestoredAnswer>(company, "POST", "/outgoing-numbers/restore", { body: { revision }, ifMatch });

/** One write, or what one author has written since a moment (ISO 8601). */
export type Undoing = Readonly<
  { revision: number } | { author: Pick<Author, "kind" | "id">; since: string; before?: number }
>;

function undoing(undone: Undoing): Readonly<{ rest: string; body?: object }> {
  return "revision" in undone ? { rest: `/history/${undone.revision}/undo` } : { rest: "/history/undo", body: undone };
}

/** What undoing would change, and what not. */
export const undoTrialQuery = (company: string, undone: Undoing) =>
  queryOptions({
    queryKey: ["company", company, "undo", undone],
    queryFn: async ({ signal }) => {
      const { rest, ...more } = undoing(undone);
      return (await request<UndoneAnswer>("POST", companyPath(company, `${rest}?dryRun=true`), { ...more, signal }))
        .body;
    },
    staleTime: 0,
    gcTime: 0,
  });

export function undo(company: string, undone: Undoing): Promise<Readonly<{ body: UndoneAnswer }>> {
  const { rest, ...more } = undoing(undone);
  return change<UndoneAnswer>(company, "POST", rest, more);
}
