import type { DecisionRate } from "../policy/decision-rate.ts";
import type { Holder } from "./permission.ts";

/** A role, and the companies in which it counts: null means every company. */
export type Grant = Readonly<{ holder: Holder; companies: ReadonlySet<string> | null }>;

/** The caller's identity: a key, or a person who signed in to the page. */
export type Principal = Readonly<{
  kind: "key" | "person";
  /** The id of the key or the person; {@link ENVIRONMENT} for the operator's key from the environment. */
  id: string;
  /** The name shown in the history. */
  name: string;
  grants: readonly Grant[];
  /** The client's IP address; null if the caller works without the network. */
  address: string | null;
  /** Of a key with a quota: how many changes of companies it may make within a minute. */
  savesPerMinute?: number;
  /** Of a key with a quota of decisions. */
  decisions?: DecisionRate;
  /** The session of the page that the request came with; null for a key in a header. */
  session: PageSession | null;
  /** The employee that the person is. */
  employee: Readonly<{ company: string; id: string }> | null;
}>;

export type PageSession = Readonly<{
  /** SHA-256 of the id in the cookie. */
  idHash: string;
  /** When the person last proved who they are; ISO 8601, UTC. */
  authenticatedAt: string;
}>;

/** The roles of a principal, one for each company in which they count, in the form sent to the page. */
export function rolesOf({ grants, employee }: Principal): readonly RoleShown[] {
  return grants.flatMap(({ holder, companies }): RoleShown[] =>
    companies === null
      ? [{ role: holder }]
      : [...companies].sort().map((company) => ({
          role: holder,
          company,
          ...(holder === "employee" && employee !== null && { employee: employee.id }),
        })),
  );
}

export type RoleShown = Readonly<{ role: Holder; company?: string; employee?: string }>;

export const ENVIRONMENT = "environment";

/** Whether the principal has access to a company in any role. */
export function reaches({ grants }: Principal, company: string): boolean {
  return grants.some(({ companies }) => companies === null || companies.has(company));
}
