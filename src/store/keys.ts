import type { ApiKey } from "../access/api-key.ts";

/** API keys, by their hashes. */
export interface Keys {
  key(id: string): Promise<ApiKey | null>;
  /** In the order of their creation, starting after the key `after`. */
  listKeys(after: string | null, limit: number): Promise<readonly ApiKey[]>;
  /** Whether there is a valid PBX key with `sync` for the company. */
  isSynchronised(company: string): Promise<boolean>;
}
