import type { Person } from "../access/person.ts";
import type { SecuritySettings } from "../access/second-factors.ts";

/** People who may sign in. */
export interface People {
  security(): Promise<SecuritySettings>;
  person(id: string): Promise<Person | null>;
  /** @param email in lower case */
  personByEmail(email: string): Promise<Person | null>;
  /**
   * In the order of their e-mail addresses, starting after `after`.
   * @param among only people with a role in one of these companies; null: everybody
   */
  listPeople(after: string | null, limit: number, among: ReadonlySet<string> | null): Promise<readonly Person[]>;
  /** Those who have accepted the role and are not disabled, in the order of their e-mail addresses. */
  operators(limit: number): Promise<readonly Person[]>;
}
