import type { Grant, PageSession, Principal } from "./principal.ts";
import type { HeldRole, Person } from "./person.ts";

/** Only roles that the person has accepted count. */
export function principalOfPerson(person: Person, session: PageSession): Principal {
  const { id, name } = person;
  const held = person.roles.flatMap(({ role, acceptedAt }: HeldRole) => (acceptedAt === null ? [] : [role]));
  const companies = held.flatMap((role) => (role.role === "admin" ? [role.company] : []));
  const employee = held.find((role) => role.role === "employee");
  const grants: Grant[] = held.flatMap(({ role }) =>
    role === "operator" || role === "support" ? [{ holder: role, companies: null }] : [],
  );
  if (companies.length > 0) grants.push({ holder: "admin", companies: new Set(companies) });
  if (employee) grants.push({ holder: "employee", companies: new Set([employee.company]) });
  return {
    kind: "person",
    id,
    name,
    grants,
    address: null,
    session,
    employee: employee ? { company: employee.company, id: employee.employee } : null,
  };
}
