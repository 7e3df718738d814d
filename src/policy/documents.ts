/** The kinds of documents that a company consists of. */
import type { z } from "zod";
import { Company } from "./company.ts";
import { Directory, emptyDirectory } from "./directory.ts";
import { Expectations, noExpectations } from "./expectations.ts";
import { noOutgoingNumbers, OutgoingNumbers } from "./outgoing-numbers.ts";
import { noQuotas, Quotas } from "./quotas.ts";

type Kind = Readonly<{
  schema: z.ZodType;
  /** The document before its first write; null for the one that creates the company. */
  empty: object | null;
  label: string;
  /** Whether calls are decided from it. */
  decides: boolean;
}>;

export const DOCUMENTS = {
  company: { schema: Company, empty: null, label: "company", decides: true },
  directory: { schema: Directory, empty: emptyDirectory, label: "directory", decides: true },
  "outgoing-numbers": {
    schema: OutgoingNumbers,
    empty: noOutgoingNumbers,
    label: "outgoing numbers",
    decides: true,
  },
  expectations: { schema: Expectations, empty: noExpectations, label: "expectations", decides: false },
  quotas: { schema: Quotas, empty: noQuotas, label: "quotas", decides: false },
} as const satisfies Readonly<Record<string, Kind>>;

export type DocumentKind = keyof typeof DOCUMENTS;
export type Documents = { [K in DocumentKind]: Readonly<z.infer<(typeof DOCUMENTS)[K]["schema"]>> };

export const DOCUMENT_KINDS = Object.keys(DOCUMENTS) as readonly DocumentKind[];

type DecidingKind = {
  [K in DocumentKind]: (typeof DOCUMENTS)[K]["decides"] extends true ? K : never;
}[DocumentKind];

/** The documents that calls are decided from. */
export type DecidingDocuments = Pick<Documents, DecidingKind>;

const isDeciding = (kind: DocumentKind): kind is DecidingKind => DOCUMENTS[kind].decides;
export const DECIDING_KINDS: readonly DecidingKind[] = DOCUMENT_KINDS.filter(isDeciding);

/** The documents in a copy elsewhere: those that calls are decided from, and the quotas, which say how many. */
export const COPIED_KINDS: readonly DocumentKind[] = [...DECIDING_KINDS, "quotas"];

/**
 * A value for each kind of document; `empty` makes the one of a document that was never saved.
 * @returns null where the document that makes the company is missing
 */
export function documentsFrom<T>(
  find: (kind: DocumentKind) => T | undefined,
  empty: (body: object) => T,
): Record<DocumentKind, T> | null {
  const found: Partial<Record<DocumentKind, T>> = {};
  for (const kind of DOCUMENT_KINDS) {
    const body = DOCUMENTS[kind].empty;
    const document = find(kind) ?? (body === null ? undefined : empty(body));
    if (document === undefined) return null;
    found[kind] = document;
  }
  return found as Record<DocumentKind, T>;
}
