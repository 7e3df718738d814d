/** Guests of a company, and the requests to support to open the numbers to them. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { GuestList, GuestRequestList } from "../../src/contract/answers.ts";
import type { Company } from "../../src/policy/company.ts";
import { change } from "./change.ts";
import { companyPath } from "./documents.ts";
import { queryClient } from "./query-client.ts";
import { request } from "./request.ts";

export type Guest = GuestList["items"][number];
export type GuestRequest = NonNullable<GuestList["request"]>;
export type ListedRequest = GuestRequestList["requests"][number];

/** Ids of guests, or all of them. */
export type Asked = "all" | readonly string[];

/** The most guests that one request names. */
export const MOST_ASKED = 200;

const PAGE = 1000;
const MOST_PAGES = 20;

export type Guests = Readonly<{ items: readonly Guest[]; request: GuestRequest | null }>;

async function readGuests(company: string, signal?: AbortSignal): Promise<Guests> {
  const items: Guest[] = [];
  let after: string | null = null;
  for (let page = 1; ; page++) {
    const query = new URLSearchParams({ limit: String(PAGE), ...(after !== null && { after }) });
    const path = companyPath(company, `/guests?${query}`);
    const { body } = await request<GuestList>("GET", path, signal ? { signal } : {});
    items.push(...body.items);
    after = body.next;
    if (after === null || page === MOST_PAGES) return { items, request: body.request };
  }
}

export const guestsQuery = (company: string) =>
  queryOptions({
    queryKey: ["company", company, "guests"],
    queryFn: ({ signal }) => readGuests(company, signal),
  });

/** The open requests of all companies. */
export const guestRequestsQuery = infiniteQueryOptions({
  queryKey: ["guest-requests"],
  initialPageParam: "",
  queryFn: async ({ pageParam, signal }) => {
    const query = new URLSearchParams({ limit: String(PAGE), ...(pageParam !== "" && { after: pageParam }) });
    return (await request<GuestRequestList>("GET", `guest-requests?${query}`, { signal })).body;
  },
  getNextPageParam: ({ next }: GuestRequestList) => next ?? undefined,
});

async function post(company: string, what: "request" | "refuse", body: object): Promise<void> {
  try {
    await request("POST", companyPath(company, `/guests/${what}`), { body });
  } finally {
    await forgetGuests(company);
  }
}

export const askSupport = (company: string, employees: Asked, note: string) =>
  post(company, "request", { employees, note });

export const refuseGuests = (company: string, note: string) => post(company, "refuse", { note });

/** Opens the numbers to one guest, or closes them. */
export async function setOpen(company: string, guest: string, isOpen: boolean): Promise<void> {
  await substitute(company, guest, isOpen ? "full" : "main");
  await forgetGuests(company);
}

/**
 * Opens the numbers to those whom a request names. Where one change of several fails, the earlier ones stay: those who
 * try again go on with the rest.
 * @param employees null: to all guests, and to those who come later
 */
export async function grantGuests(company: string, employees: readonly string[] | null): Promise<void> {
  try {
    if (employees === null) await openCompany(company);
    const { items } = await readGuests(company);
    for (const { id } of toOpen(items, employees)) await substitute(company, id, employees === null ? null : "full");
  } finally {
    await forgetGuests(company);
  }
}

/** Those of a request to whom the numbers are closed. */
export function toOpen(items: readonly Guest[], employees: readonly string[] | null): readonly Guest[] {
  const named = employees && new Set(employees);
  return items.filter(({ id, open }) => !open && (named === null || named.has(id)));
}

async function openCompany(company: string): Promise<void> {
  const { body, etag } = await request<Company>("GET", companyPath(company));
  if (body.guests === "full") return;
  await change(company, "PUT", "", { body: { ...body, guests: "full" }, ...(etag !== null && { ifMatch: etag }) });
}

const substitute = (company: string, guest: string, substitution: "full" | "main" | null) =>
  change(company, "PATCH", `/employees/${encodeURIComponent(guest)}`, { body: { substitution } });

/** Everything that is shown of the company may follow from it. */
async function forgetGuests(company: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ["company", company] }),
    queryClient.invalidateQueries({ queryKey: guestRequestsQuery.queryKey }),
  ]);
}
