/** A stored company. */
import type { DocumentKind, Documents } from "../policy/documents.ts";
import { DOCUMENT_KINDS } from "../policy/documents.ts";

/** A document with its last write. Before any write, the revision is 0 and there is no author. */
export type Saved<T> = Readonly<{ body: T; revision: number; savedAt: string | null; savedBy: string | null }>;

export type StoredCompany = Readonly<{ id: string } & { [Kind in DocumentKind]: Saved<Documents[Kind]> }>;

/** The newest revision of a company's documents. */
export function revisionOf(stored: StoredCompany): number {
  return Math.max(...DOCUMENT_KINDS.map((kind) => stored[kind].revision));
}
