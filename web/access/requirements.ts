/** Whose second factor is required, as rows of a form: one for each role. */
import type { Security } from "../../src/contract/people.ts";

export type RequiredRole = Readonly<{
  role: "operator" | "support" | "admin" | "employee";
  isRequired: boolean;
  /** Where; empty: in every company. Null: the role is over all companies. */
  companies: readonly string[] | null;
}>;

const ROLES = ["operator", "support", "admin", "employee"] as const;

export const rowsOf = ({ requireSecondFactor }: Security): readonly RequiredRole[] =>
  ROLES.map((role) => {
    const found = requireSecondFactor.filter((one) => one.role === role);
    const named = found.flatMap((one) => ("company" in one && one.company !== undefined ? [one.company] : []));
    const isOfCompanies = role === "admin" || role === "employee";
    // One that names no company requires it in all of them, whatever else is named.
    return {
      role,
      isRequired: found.length > 0,
      companies: isOfCompanies ? (named.length < found.length ? [] : named) : null,
    };
  });

export const requirementsOf = (rows: readonly RequiredRole[]): Security => ({
  requireSecondFactor: rows.flatMap(({ role, isRequired, companies }): Security["requireSecondFactor"] => {
    if (!isRequired) return [];
    if (role === "operator" || role === "support") return [{ role }];
    return companies === null || companies.length === 0 ? [{ role }] : companies.map((company) => ({ role, company }));
  }),
});

/** Whether the rows require something else than what is stored. */
export const requires = (rows: readonly RequiredRole[], stored: Security): boolean =>
  JSON.stringify(requirementsOf(rows)) !== JSON.stringify(requirementsOf(rowsOf(stored)));
