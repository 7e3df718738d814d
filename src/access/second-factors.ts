/** Whose second factor an operator requires. */
import type { Person, PersonRole } from "./person.ts";

export type SecuritySettings = Readonly<{
  requireSecondFactor: readonly Readonly<
    { role: "operator" | "support" } | { role: "admin" | "employee"; /** Absent: of every company. */ company?: string }
  >[];
}>;

export const NO_REQUIREMENTS: SecuritySettings = { requireSecondFactor: [] };

/** Whether one of the roles that the person has accepted requires a second factor. */
export function requiresSecondFactor({ requireSecondFactor }: SecuritySettings, person: Person): boolean {
  const required = ({ role, ...place }: PersonRole) =>
    requireSecondFactor.some(
      (one) =>
        one.role === role &&
        (!("company" in one) || one.company === undefined || ("company" in place && one.company === place.company)),
    );
  return person.roles.some(({ role, acceptedAt }) => acceptedAt !== null && required(role));
}
