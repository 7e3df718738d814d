import type { Company } from "../policy/company.ts";
import type { DocumentKind } from "../policy/documents.ts";
import type { Saved, StoredCompany } from "./company.ts";

/** Companies as they were last saved. */
export interface Companies {
  company(id: string): Promise<StoredCompany | null>;
  /** One document as the text that is stored, for what is answered as it is; null of an unknown company. */
  text(id: string, kind: DocumentKind): Promise<Saved<string> | null>;
  /** In the order of their ids, from the first after `after`; `among` some ids, or null for all. */
  list(
    after: string | null,
    limit: number,
    among: ReadonlySet<string> | null,
  ): Promise<readonly Readonly<{ id: string; company: Company }>[]>;
  /** The last time that a PBX kept a directory in step; null where none did. */
  synchronisation(company: string): Promise<Readonly<{ at: string; author: string }> | null>;
  /** Which of some numbers another company has, and which company that is. */
  ownersBesides(company: string, numbers: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
