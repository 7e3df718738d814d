import type { Role } from "./api-key.ts";

/** Who asks. Today always a key, in the header of a request or behind the session of a person on the page. */
export type Principal = Readonly<{
  kind: "key";
  /** Of the key; {@link ENVIRONMENT} of the operator's key that the environment sets. */
  id: string;
  /** As the history names them. */
  name: string;
  role: Role;
  /** Of a PBX: whether it keeps the directory in step. */
  sync: boolean;
  /** Null: every company. */
  companies: ReadonlySet<string> | null;
}>;

export const ENVIRONMENT = "environment";

/** Whether somebody has anything to do with a company. */
export function reaches({ companies }: Principal, company: string): boolean {
  return companies === null || companies.has(company);
}
