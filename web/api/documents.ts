/** The documents of a company. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { OutgoingNumbersAnswer, SynchronisationAnswer } from "../../src/contract/answers.ts";
import type { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { Quotas } from "../../src/policy/quotas.ts";
import { request } from "./request.ts";

/** A document with its entity tag, for If-Match. */
export type Read<T> = Readonly<{ body: T; etag: string }>;

/** The entity tag of a revision; 0 stands for a document that was never saved. */
export const etagOf = (revision: number) => `"${revision}"`;

export type SavedOutgoingNumbers = Readonly<OutgoingNumbersAnswer>;

/** The path of a company, or of a resource below it: `companies/acme/directory`. */
export const companyPath = (company: string, rest = "") => `companies/${encodeURIComponent(company)}${rest}`;

/** @param kind its name in the cache; `path` is below the company */
export const document = <T>(company: string, kind: string, path: string) =>
  queryOptions({
    queryKey: ["company", company, kind],
    queryFn: async ({ signal }): Promise<Read<T>> => {
      const { body, etag } = await request<T>("GET", companyPath(company, path), { signal });
      return { body, etag: etag ?? etagOf(0) };
    },
  });

export const companyQuery = (company: string) => document<Company>(company, "company", "");
/** Tens of thousands of people take long to read: that is left out while they are those that are known. */
export const directoryQuery = (company: string) => {
  const { queryKey } = document<Directory>(company, "directory", "/directory");
  return queryOptions({
    queryKey,
    queryFn: async ({ signal, client }): Promise<Read<Directory>> => {
      const state = client.getQueryState<Read<Directory>>(queryKey);
      // One that is invalid is not as it is stored, though it has the entity tag.
      const known = state?.isInvalidated ? undefined : state?.data;
      const { body, etag } = await request<Directory>("GET", companyPath(company, "/directory"), { signal, known });
      return known?.body === body ? known : { body, etag: etag ?? etagOf(0) };
    },
  });
};
export const outgoingNumbersQuery = (company: string) =>
  document<SavedOutgoingNumbers>(company, "outgoing-numbers", "/outgoing-numbers");
export const quotasQuery = (company: string) => document<Quotas>(company, "quotas", "/quotas");

/** These suspend and throw: use them below a {@link Section}, which shows loading and failure. */
export const useCompany = (company: string) => useSuspenseQuery(companyQuery(company)).data;
export const useDirectory = (company: string) => useSuspenseQuery(directoryQuery(company)).data;
export const useOutgoingNumbers = (company: string) => useSuspenseQuery(outgoingNumbersQuery(company)).data;
export const useQuotas = (company: string) => useSuspenseQuery(quotasQuery(company)).data;

export type Synchronisation = Readonly<SynchronisationAnswer>;

const synchronisationQuery = (company: string) =>
  queryOptions({
    queryKey: ["company", company, "synchronisation"],
    queryFn: async ({ signal }) =>
      (await request<Synchronisation>("GET", companyPath(company, "/directory/synchronisation"), { signal })).body,
  });

/** Whether a PBX keeps the directory in sync. It suspends and throws, as the others do. */
export const useSynchronisation = (company: string) => useSuspenseQuery(synchronisationQuery(company)).data;
