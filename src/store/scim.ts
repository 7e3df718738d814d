import type { ScimFilter } from "../scim/filter.ts";
import type { ScimUser } from "../scim/user.ts";

/** Users that identity providers keep over SCIM, apart for each company. */
export interface ScimUsers {
  scimUser(company: string, id: string): Promise<ScimUser | null>;
  /**
   * In the order in which they were made.
   * @param filter null: all of them
   */
  scimUsers(
    company: string,
    filter: ScimFilter | null,
    page: Readonly<{ offset: number; limit: number }>,
  ): Promise<Readonly<{ users: readonly ScimUser[]; total: number }>>;
}

/** Those of one company within a write: stored at once, in the transaction of the write. */
export interface ScimDraft {
  user(id: string): Promise<ScimUser | null>;
  find(filter: ScimFilter): Promise<ScimUser | null>;
  /** The user whose entry in the directory it is. */
  ofEmployee(employee: string): Promise<ScimUser | null>;
  count(): Promise<number>;
  put(user: ScimUser): Promise<void>;
  remove(id: string): Promise<void>;
}
