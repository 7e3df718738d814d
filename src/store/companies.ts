import type { Company } from "../policy/company.ts";
import type { DocumentKind } from "../policy/documents.ts";
import type { Saved, StoredCompany } from "./company.ts";

/** The saved companies. */
export interface Companies {
  company(id: string): Promise<StoredCompany | null>;
  /** The stored text of one document, for answers that return it unchanged; null if the company is unknown. */
  text(id: string, kind: DocumentKind): Promise<Saved<string> | null>;
  /** Ordered by id, starting after `after`; only those in `among`, or all if it is null. */
  list(
    after: string | null,
    limit: number,
    among: ReadonlySet<string> | null,
  ): Promise<readonly Readonly<{ id: string; company: Company }>[]>;
  /** The last time that a PBX synchronised the directory; null if none did. */
  synchronisation(company: string): Promise<Readonly<{ at: string; author: string }> | null>;
  /** Those of the numbers that other companies own, with the owner of each. */
  ownersBesides(company: string, numbers: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
