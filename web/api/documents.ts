/** The documents of a company. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { OutgoingNumbersAnswer, SynchronisationAnswer } from "../../src/contract/answers.ts";
import type { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import { request } from "./request.ts";

/** A document with its entity tag, for If-Match. */
export type Read<T> = Readonly<{ body: T; etag: string }>;

/** The entity tag of a revision; 0 stands for a document that was never saved. */
export const etagOf = (revision: number) => `"${revision}"`;

export type SavedOutgoingNumbers = Readonly<OutgoingNumbersAnswer>;

/** The path of a company, or of a resource below it: `companies/acme/directory`. */
export const companyPath = (company: string, rest = "") => `companies/${encodeURIComponent(company)}${rest}`;

const document = <T>(company: string, kind: string, path: string) =>
  queryOptions({
    queryKey: ["company", company, kind],
    queryFn: async ({ signal }): Promise<Read<T>> => {
      const { body, etag } = await request<T>("GET", companyPath(company, path), { signal });
      return { body, etag: etag ?? etagOf(0) };
    },
  });

export const companyQuery = (company: string) => document<Company>(company, "company", "");
export const directoryQuery = (company: string) => document<Directory>(company, "directory", "/directory");
export const outgoingNumbersQuery = (company: string) =>
  document<SavedOutgoingNumbers>(company, "outgoing-numbers", "/outgoing-numbers");

/** These suspend and throw: use them below a {@link Section}, which shows loading and failure. */
export const useCompany = (company: string) => useSuspenseQuery(companyQuery(company)).data;
export const useDirectory = (company: string) => useSuspenseQuery(directoryQuery(company)).data;
export const useOutgoingNumbers = (company: string) => useSuspenseQuery(outgoingNumbersQuery(company)).data;

export type Synchronisation = Readonly<SynchronisationAnswer>;

const synchronisationQuery = (company: string) =>
  queryOptions({
    queryKey: ["company", company, "synchronisation"],
    queryFn: async ({ signal }) =>
      (await request<Synchronisation>("GET", companyPath(company, "/directory/synchronisation"), { signal })).body,
  });

/** Whether a PBX keeps the directory in sync. It suspends and throws, as the others do. */
export const useSynchronisation = (company: string) => useSuspenseQuery(synchronisationQuery(company)).data;
