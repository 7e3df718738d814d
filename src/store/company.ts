/** A company as it is stored. */
import type { DocumentKind, Documents } from "../policy/documents.ts";
import { DOCUMENT_KINDS } from "../policy/documents.ts";

/** A document with its last write; before any, revision 0 and nobody. */
export type Saved<T> = Readonly<{ body: T; revision: number; savedAt: string | null; savedBy: string | null }>;

export type StoredCompany = Readonly<{ id: string } & { [Kind in DocumentKind]: Saved<Documents[Kind]> }>;

/** The newest revision of a company's documents. */
export function revisionOf(stored: StoredCompany): number {
  return Math.max(...DOCUMENT_KINDS.map((kind) => stored[kind].revision));
}
