/** What a company consists of: every kind of document, once. */
import type { z } from "zod";
import { Company } from "./company.ts";
import { Directory, emptyDirectory } from "./directory.ts";
import { noOutgoingNumbers, OutgoingNumbers } from "./outgoing-numbers.ts";

/** `empty`: what stands there before the first write; null of the document that makes the company. */
type Kind = Readonly<{ schema: z.ZodType; empty: object | null; label: string }>;

export const DOCUMENTS = {
  company: { schema: Company, empty: null, label: "company" },
  directory: { schema: Directory, empty: emptyDirectory, label: "directory" },
  "outgoing-numbers": { schema: OutgoingNumbers, empty: noOutgoingNumbers, label: "outgoing numbers" },
} as const satisfies Readonly<Record<string, Kind>>;

export type DocumentKind = keyof typeof DOCUMENTS;
export type Documents = { [K in DocumentKind]: Readonly<z.infer<(typeof DOCUMENTS)[K]["schema"]>> };

export const DOCUMENT_KINDS = Object.keys(DOCUMENTS) as readonly DocumentKind[];
