/** A stored company. */
import type { DocumentKind, Documents } from "../policy/documents.ts";
import { DECIDING_KINDS, documentsFrom } from "../policy/documents.ts";

/** A document with its last write. Before any write, the revision is 0 and there is no author. */
export type Saved<T> = Readonly<{ body: T; revision: number; savedAt: string | null; savedBy: string | null }>;

export type StoredCompany = Readonly<{ id: string } & { [Kind in DocumentKind]: Saved<Documents[Kind]> }>;

/** The newest revision of the documents that the company's calls are decided from: the revision of a decision. */
export function revisionOf(stored: StoredCompany): number {
  return Math.max(...DECIDING_KINDS.map((kind) => stored[kind].revision));
}

export const unsaved = <T>(body: T): Saved<T> => ({ body, revision: 0, savedAt: null, savedBy: null });

/** @returns null where the document that makes the company is missing */
export function storedCompany(
  id: string,
  find: (kind: DocumentKind) => Saved<unknown> | undefined,
): StoredCompany | null {
  const documents = documentsFrom(find, unsaved<unknown>);
  return documents && ({ id, ...documents } as StoredCompany);
}

export function bodiesOf(stored: StoredCompany): Documents {
  return documentsFrom(
    (kind): object => stored[kind].body,
    (body) => body,
  ) as Documents;
}
