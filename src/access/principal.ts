import type { Role } from "./api-key.ts";

/** The caller's identity. Today it is always a key, sent in a header or used to sign in to the page. */
export type Principal = Readonly<{
  kind: "key";
  /** The id of the key; {@link ENVIRONMENT} for the operator's key from the environment. */
  id: string;
  /** The name shown in the history. */
  name: string;
  role: Role;
  /** For a PBX: whether it keeps the directory in sync. */
  sync: boolean;
  /** Null means every company. */
  companies: ReadonlySet<string> | null;
}>;

export const ENVIRONMENT = "environment";

/** Whether the principal has access to a company. */
export function reaches({ companies }: Principal, company: string): boolean {
  return companies === null || companies.has(company);
}
