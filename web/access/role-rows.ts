/** The roles of a person as rows of a form. */
import type { Role } from "../session/role-text.ts";

export type RoleName = Role["role"];

/** A role that is being chosen: what is null has yet to be. */
export type RoleRow = Readonly<{ role: RoleName; company: string | null; employee: string | null }>;

export const IN_COMPANY: readonly RoleName[] = ["admin", "employee"];
export const OVER_ALL: readonly RoleName[] = ["operator", "support"];

export const rowOf = (role: Role): RoleRow => ({
  role: role.role,
  company: "company" in role ? role.company : null,
  employee: "employee" in role ? role.employee : null,
});

/** Null while something of it has yet to be chosen. */
export function roleOf({ role, company, employee }: RoleRow): Role | null {
  if (role === "operator" || role === "support") return { role };
  if (company === null) return null;
  if (role === "admin") return { role, company };
  return employee === null ? null : { role, company, employee };
}

export const isSameRole = (a: Role, b: Role): boolean => {
  const [one, other] = [rowOf(a), rowOf(b)];
  return one.role === other.role && one.company === other.company && one.employee === other.employee;
};
