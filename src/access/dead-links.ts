/** Which links die when a person changes: what was made under other rights gives none of the new ones. */
import { companyOf, isSameRole, type Person } from "./person.ts";

export type DeadLinks = Readonly<{
  /** Those that were made for the person. */
  ofPerson: boolean;
  /** Those that they have made for others. */
  byPerson: boolean;
}>;

export function deadLinks(before: Person, after: Person): DeadLinks {
  return {
    ofPerson: after.email !== before.email || reachesFurther(before, after),
    byPerson: gainedRole(after, before) || (after.disabledAt !== null && before.disabledAt === null),
  };
}

/**
 * Whether somebody got a role beyond one company. An admin of the company, who may have kept a link that they made for
 * them before, could come by the new role with it.
 */
export function reachesFurther(before: Person, after: Person): boolean {
  return gainedRole(before, after) && companyOf(after.roles.map(({ role }) => role)) === undefined;
}

const gainedRole = (before: Person, after: Person) =>
  after.roles.some(({ role }) => !before.roles.some((held) => isSameRole(held.role, role)));
