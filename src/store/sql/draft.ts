import type { ApiKey } from "../../access/api-key.ts";
import type { DocumentKind, Documents } from "../../policy/documents.ts";
import type { StoredCompany } from "../company.ts";
import type { CompanyDraft } from "../writes.ts";
import type { Sql } from "./engine.ts";
import { ownersBesides } from "./sql-companies.ts";
import { readKey, readKeysNaming } from "./sql-keys.ts";

/** Collects the changes of a write. */
export class Draft implements CompanyDraft {
  readonly before: StoredCompany | null;
  /** Null in a write of keys only. */
  readonly company: string | null;
  readonly documents: Partial<Documents> = {};
  readonly keys: ApiKey[] = [];
  isRemoved = false;
  readonly #sql: Sql;
  readonly #lockKeys: () => Promise<void>;

  /** @param lockKeys is called before a key is read */
  constructor(sql: Sql, company: string | null, before: StoredCompany | null, lockKeys: () => Promise<void>) {
    this.#sql = sql;
    this.#lockKeys = lockKeys;
    this.company = company;
    this.before = before;
  }

  put<Kind extends DocumentKind>(kind: Kind, body: Documents[Kind]): void {
    this.isRemoved = false;
    this.documents[kind] = body;
  }

  remove(): void {
    this.isRemoved = true;
  }

  ownersBesides(numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return ownersBesides(this.#sql, this.company ?? "", numbers);
  }

  async keysNaming(company: string): Promise<readonly ApiKey[]> {
    await this.#lockKeys();
    return await readKeysNaming(this.#sql, company);
  }

  async key(id: string): Promise<ApiKey | null> {
    await this.#lockKeys();
    return await readKey(this.#sql, id);
  }

  putKey(key: ApiKey): void {
    this.keys.push(key);
  }
}
