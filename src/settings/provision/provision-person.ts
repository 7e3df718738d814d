/** Lets users of an identity provider sign in, or shuts them out, within the provider's own company. */
import { randomUUID } from "node:crypto";
import type { Author } from "../../access/author.ts";
import { newOffer } from "../../access/link.ts";
import type { HeldRole, Person } from "../../access/person.ts";
import { emailOf, nameOf, type ScimUser } from "../../scim/user.ts";
import type { AccessDraft } from "../../store/writes.ts";

/** Of the user, what this decides. */
export type LinkedPerson = Pick<ScimUser, "person" | "hasDisabled">;

type People = Pick<AccessDraft, "person" | "personByEmail" | "putPerson" | "removePerson" | "endSessions">;

export type Around = Readonly<{ draft: People; company: string; author: Author; at: string }>;

/** Gives the person the role of an employee of the company, or ends their access to it. */
export async function provisionPerson(around: Around, before: ScimUser | null, user: ScimUser): Promise<LinkedPerson> {
  return user.attributes.active ? letIn(around, before, user) : shutOut(around, before, user);
}

/** Ends the access of a user who is deleted. */
export async function removeProvisioned({ draft, company }: Around, user: ScimUser): Promise<void> {
  const person = user.person === null ? null : await draft.person(user.person);
  if (!person) return;
  if (isWithin(person, company)) return draft.removePerson(person.id);
  await withoutRoles(draft, person, company);
}

async function letIn(around: Around, before: ScimUser | null, user: ScimUser): Promise<LinkedPerson> {
  const { draft, company, at } = around;
  const email = emailOf(user.attributes);
  const linked = before?.person ? await draft.person(before.person) : null;
  const known = linked ?? (email === null ? null : await draft.personByEmail(email));
  if (!known && email === null) return { person: null, hasDisabled: false };
  const person = known ?? newPerson(around, email!, user);
  const roles = rolesWith(person, user.employee, around);
  const isEnabled = person.disabledAt === null || (before?.hasDisabled === true && before.person === person.id);
  const isOnlyEmployee = roles.every(({ role }) => role.role === "employee" && role.company === company);
  const next: Person = {
    ...person,
    roles,
    ...(isOnlyEmployee && (await ownAttributes(draft, person, user))),
    disabledAt: isEnabled ? null : person.disabledAt,
  };
  if (!known || hasChanged(person, next)) await draft.putPerson(next);
  if (known && roles !== person.roles) await draft.endSessions(person.id);
  return { person: person.id, hasDisabled: isEnabled ? false : (before?.hasDisabled ?? false) };

  function newPerson({ author }: Around, email: string, { attributes }: ScimUser): Person {
    const name = nameOf(attributes);
    return { ...NOBODY, id: randomUUID(), email, name, createdAt: at, createdBy: author.name };
  }
}

const NOBODY = { roles: [], password: null, disabledAt: null, vouched: false };

async function shutOut({ draft, company, at }: Around, before: ScimUser | null, user: ScimUser): Promise<LinkedPerson> {
  const email = emailOf(user.attributes);
  const linked = before?.person ? await draft.person(before.person) : null;
  const person = linked ?? (email === null ? null : await draft.personByEmail(email));
  if (!person?.roles.some((held) => isOf(held, company)))
    return { person: linked?.id ?? null, hasDisabled: before?.hasDisabled ?? false };
  if (!isWithin(person, company)) {
    await withoutRoles(draft, person, company);
    return { person: person.id, hasDisabled: false };
  }
  if (person.disabledAt === null) await draft.putPerson({ ...person, disabledAt: at });
  await draft.endSessions(person.id);
  return { person: person.id, hasDisabled: person.disabledAt === null || (before?.hasDisabled ?? false) };
}

/** Whoever has a role elsewhere is not the company's to disable or remove; here, nothing is left to them. */
async function withoutRoles(draft: People, person: Person, company: string): Promise<void> {
  const roles = person.roles.filter((held) => !isOf(held, company));
  if (roles.length === person.roles.length) return;
  await draft.putPerson({ ...person, roles });
  await draft.endSessions(person.id);
}

const isOf = ({ role }: HeldRole, company: string) => "company" in role && role.company === company;

/** Whether the person has roles in this company alone; a role that waits to be accepted counts. */
const isWithin = ({ roles }: Person, company: string) => roles.length > 0 && roles.every((held) => isOf(held, company));

/** The same list if nothing changes. A person has one role of an employee at most: one of another company stays. */
function rolesWith(person: Person, employee: string, { company, at }: Around): readonly HeldRole[] {
  const held = person.roles.find(({ role }) => role.role === "employee");
  if (held?.role.role === "employee" && (held.role.company !== company || held.role.employee === employee))
    return person.roles;
  // Somebody with an account elsewhere accepts the role before it counts.
  const isOurs = person.roles.every((role) => isOf(role, company));
  const role = { role: "employee", company, employee } as const;
  // The provider gets no link to pass on: if nobody vouches for the account, an admin makes the offer anew, with one.
  const next = isOurs ? { role, acceptedAt: at } : { role, acceptedAt: null, offer: newOffer().hash };
  return [...person.roles.filter((other) => other !== held), next];
}

async function ownAttributes(
  draft: People,
  person: Person,
  { attributes }: ScimUser,
): Promise<Pick<Person, "name" | "email" | "vouched">> {
  const email = await freeEmail(draft, person, emailOf(attributes));
  return { name: nameOf(attributes), email, vouched: person.vouched && email === person.email };
}

/** An address that somebody else has is not taken from them. */
async function freeEmail(draft: People, { id, email }: Person, wanted: string | null): Promise<string> {
  if (wanted === null || wanted === email) return email;
  const holder = await draft.personByEmail(wanted);
  return holder === null || holder.id === id ? wanted : email;
}

function hasChanged(before: Person, after: Person): boolean {
  return (
    before.roles !== after.roles ||
    before.name !== after.name ||
    before.email !== after.email ||
    before.disabledAt !== after.disabledAt
  );
}
