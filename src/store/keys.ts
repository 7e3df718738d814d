import type { ApiKey } from "../access/api-key.ts";

/** API keys, by their hashes. */
export interface Keys {
  key(id: string): Promise<ApiKey | null>;
  /** In the order in which they were made, from the first after the key `after`. */
  listKeys(after: string | null, limit: number): Promise<readonly ApiKey[]>;
  /** Whether a valid key of a PBX keeps a company's directory in step. */
  isSynchronised(company: string): Promise<boolean>;
}
