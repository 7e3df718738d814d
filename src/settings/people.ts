/** Invites, changes and removes people who may sign in, within what the caller may do. */
import { randomUUID } from "node:crypto";
import type { Author } from "../access/author.ts";
import { reachesFurther } from "../access/dead-links.ts";
import { newLink, newOffer, type LinkAuthor } from "../access/link.ts";
import { companiesWith, companyUnknown, requirePermission } from "../access/permission.ts";
import { companyOf, isSameRole, roleKey, type HeldRole, type Person, type PersonRole } from "../access/person.ts";
import type { Principal } from "../access/principal.ts";
import { excerpt } from "../policy/excerpt.ts";
import type { Problem } from "../policy/problem.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Companies } from "../store/companies.ts";
import type { People } from "../store/people.ts";
import type { AccessDraft, WriteRecord, Writes } from "../store/writes.ts";
import { refuseProblems } from "./refuse.ts";

type Stores = Pick<Writes, "writeAccess"> & Pick<Companies, "company" | "text"> & Pick<People, "person">;

export type AskedPerson = Readonly<{ email: string; name: string; roles: readonly PersonRole[] }>;

/** `path` contains the secret and is shown once. */
type MadeLink = Readonly<{ path: string; expiresAt: string }>;

/** That of an offer has no end of its own. */
type SentLink = Readonly<{ path: string; expiresAt: string | null }>;

export type PersonSaved = Readonly<{ person: Person; /** Null if nothing changed. */ revision: number | null }>;

/** The most roles of one person. */
const MOST_ROLES = 1000;

/**
 * A known e-mail address is not invited anew: its person gets the roles, to be accepted after signing in. Who has no
 * account yet gets a new link if the earlier one is dead and the caller may make one. Where nobody vouches for the
 * account, `link` leads its owner to the offer.
 * @returns `link` is null for a person who is known, but for these cases
 * @throws Refusal `forbidden`, `company_unknown`, `invalid_person`, `role_conflict`, `too_many_entries`
 */
export async function invitePerson(
  store: Stores,
  principal: Principal,
  asked: AskedPerson,
): Promise<PersonSaved & Readonly<{ link: SentLink | null }>> {
  requireGivable(principal, asked.roles);
  await checkRoles(store, asked.roles);
  const record = recordOf(principal, "person.invite", asked.roles);
  const { result, revision } = await store.writeAccess(record, async (draft) => {
    const known = await draft.personByEmail(asked.email);
    if (known !== null) return offerRoles(draft, principal, known, asked.roles);
    const person: Person = {
      id: randomUUID(),
      email: asked.email,
      name: asked.name,
      roles: asked.roles.map(offered),
      password: null,
      createdAt: new Date().toISOString(),
      createdBy: principal.name,
      disabledAt: null,
      vouched: false,
    };
    await draft.putPerson(person);
    const { path, link } = newLink("invitation", person.id, authorOf(principal));
    await draft.putLink(link);
    return { person, link: { path, expiresAt: link.expiresAt } };
  });
  return { ...result, revision };
}

/**
 * An admin changes the roles in their own companies; the others stay.
 * @throws Refusal `person_unknown`, `forbidden`, `company_unknown`, `invalid_person`, `role_conflict`,
 * `too_many_entries`, `email_taken`, `last_operator`
 */
export async function changePerson(
  store: Stores,
  principal: Principal,
  id: string,
  asked: AskedPerson,
): Promise<PersonSaved> {
  const seen = visible(await store.person(id), principal, id);
  requireGivable(principal, asked.roles);
  await checkRoles(store, asked.roles);
  const record = recordOf(principal, "person.put", [...rolesShown(seen, principal), ...asked.roles]);
  const { result, revision } = await store.writeAccess(record, async (draft) => {
    const before = visible(await draft.person(id), principal, id);
    const isChanged = asked.email !== before.email || asked.name !== nameShown(before, principal);
    if (isChanged) requireWhole(before, principal);
    const kept = before.roles.filter(({ role }) => !manages(principal, role));
    const roles = [...kept, ...asked.roles.map((role) => given(role, before, principal))];
    requireOneEmployee(roles.map(({ role }) => role));
    const sharing = await draft.personByEmail(asked.email);
    if (sharing !== null && sharing.id !== id)
      throw new Refusal("email_taken", `Another person has the e-mail address ${asked.email}.`);
    const vouched = before.vouched && (isOverAll(principal) || asked.email === before.email);
    const after: Person = isChanged
      ? { ...before, email: asked.email, name: asked.name, roles, vouched }
      : { ...before, roles };
    if (!isOperator(after)) await requireOtherOperator(draft, id);
    await draft.putPerson(after);
    const isSelf = principal.kind === "person" && principal.id === id;
    if (!isSelf && (after.email !== before.email || !haveSameRoles(before, after))) await draft.endSessions(id);
    return after;
  });
  return { person: result, revision };
}

/**
 * Removes a person with their sessions and factors.
 * @returns the revision
 * @throws Refusal `person_unknown`, `forbidden`, `last_operator`
 */
export async function removePerson(store: Stores, principal: Principal, id: string): Promise<number> {
  const seen = visible(await store.person(id), principal, id);
  const { revision } = await store.writeAccess(recordOf(principal, "person.delete", allRoles(seen)), async (draft) => {
    requireWhole(visible(await draft.person(id), principal, id), principal);
    await requireOtherOperator(draft, id);
    await draft.removePerson(id);
  });
  return revision!;
}

/**
 * Makes a link with which the person sets a password and signs in; earlier links are dead.
 * @param recovery whether it also removes the second factors, which only operators may ask for
 * @throws Refusal `person_unknown`, `forbidden`
 */
export async function makeLink(
  store: Stores,
  principal: Principal,
  id: string,
  recovery: boolean,
): Promise<Readonly<{ person: Person; link: MadeLink; revision: number }>> {
  const seen = visible(await store.person(id), principal, id);
  if (recovery && companiesWith(principal, "people.manage") !== null)
    throw new Refusal("forbidden", "Only operators make links that remove second factors.");
  const record = recordOf(principal, "person.link", allRoles(seen));
  const { result, revision } = await store.writeAccess(record, async (draft) => {
    const person = visible(await draft.person(id), principal, id);
    requireWhole(person, principal);
    return { person, link: await putLinkFor(draft, authorOf(principal), person, recovery) };
  });
  return { ...result, revision: revision! };
}

/**
 * Makes a link that also removes the person's second factors, for a command that works on the database itself.
 * @returns null if there is no such person
 */
export async function recoverPerson(
  store: Stores & Pick<People, "personByEmail">,
  author: Author,
  email: string,
): Promise<Readonly<{ link: MadeLink; revision: number }> | null> {
  const known = await store.personByEmail(email);
  if (known === null) return null;
  const { result, revision } = await store.writeAccess({ author, action: "person.link" }, (draft) =>
    putLinkFor(draft, { id: author.id, vouched: true }, known, true),
  );
  return { link: result, revision: revision! };
}

async function putLinkFor(
  draft: AccessDraft,
  author: LinkAuthor,
  person: Person,
  recovery: boolean,
): Promise<MadeLink> {
  const kind = recovery ? "recovery" : person.password === null ? "invitation" : "reset";
  const { path, link } = newLink(kind, person.id, author);
  await draft.putLink(link);
  return { path, expiresAt: link.expiresAt };
}

/** @throws Refusal `person_unknown` if the caller may not see them */
export function visible(person: Person | null, principal: Principal, id: string): Person {
  if (person !== null && hasRoleIn(person, companiesWith(principal, "people.read"))) return person;
  throw new Refusal("person_unknown", `There is no person “${excerpt(id)}” that you may see.`);
}

/** @param companies null: everybody */
export const hasRoleIn = ({ roles }: Person, companies: ReadonlySet<string> | null) =>
  companies === null || roles.some(({ role }) => isIn(companies, role));

/** The roles that the caller may know of. */
export function rolesShown(person: Person, principal: Principal): readonly PersonRole[] {
  return heldShown(person, principal).map(({ role }) => role);
}

/** Those of them that the person has yet to accept. */
export function pendingShown(person: Person, principal: Principal): readonly PersonRole[] {
  return heldShown(person, principal).flatMap(({ role, acceptedAt }) => (acceptedAt === null ? [role] : []));
}

function heldShown({ roles }: Person, principal: Principal): readonly HeldRole[] {
  const companies = companiesWith(principal, "people.read");
  return companies === null ? roles : roles.filter(({ role }) => isIn(companies, role));
}

/**
 * The e-mail address stands in for the name of a person of other companies until they accept a role here: otherwise
 * an invitation would tell the name of anybody.
 */
export function nameShown(person: Person, principal: Principal): string {
  if (isWhole(person, companiesWith(principal, "people.read"))) return person.name;
  return heldShown(person, principal).some(({ acceptedAt }) => acceptedAt !== null) ? person.name : person.email;
}

const isOverAll = (principal: Principal) => companiesWith(principal, "people.manage") === null;

const authorOf = (principal: Principal): LinkAuthor => ({ id: principal.id, vouched: isOverAll(principal) });

const isIn = (companies: ReadonlySet<string>, role: PersonRole) => "company" in role && companies.has(role.company);

const allRoles = ({ roles }: Person) => roles.map(({ role }) => role);

function manages(principal: Principal, role: PersonRole): boolean {
  const companies = companiesWith(principal, "people.manage");
  return companies === null || isIn(companies, role);
}

/** @param companies null: all */
const isWhole = ({ roles }: Person, companies: ReadonlySet<string> | null) =>
  companies === null || roles.every(({ role }) => isIn(companies, role));

function requireWhole(person: Person, principal: Principal): void {
  if (!isWhole(person, companiesWith(principal, "people.manage")))
    throw new Refusal("forbidden", "This person also has roles elsewhere: only an operator may do this.");
}

function recordOf(principal: Principal, action: string, roles: readonly PersonRole[]): WriteRecord {
  const company = companyOf(roles);
  return { author: principal, action, ...(company !== undefined && { company }) };
}

/** @throws Refusal `forbidden`, `company_unknown` */
function requireGivable(principal: Principal, roles: readonly PersonRole[]): void {
  for (const role of roles)
    if ("company" in role) requirePermission(principal, "people.manage", role.company);
    else if (companiesWith(principal, "people.manage") !== null)
      throw new Refusal("forbidden", `Only operators give somebody the role ${role.role}.`);
}

/** @throws Refusal `company_unknown`, `invalid_person`, `role_conflict`, `too_many_entries` */
async function checkRoles(store: Pick<Companies, "company" | "text">, roles: readonly PersonRole[]): Promise<void> {
  if (roles.length > MOST_ROLES)
    refuseProblems("too_many_entries", {
      problems: [{ path: "/roles", code: "too_many_entries", message: `A person has at most ${MOST_ROLES} roles.` }],
      more: 0,
    });
  requireOneEmployee(roles);
  const problems: Problem[] = [];
  for (const [at, role] of roles.entries()) {
    if (!("company" in role)) continue;
    if ((await store.text(role.company, "company")) === null) throw companyUnknown(role.company);
    if (role.role !== "employee") continue;
    const employees = (await store.company(role.company))?.directory.body.employees ?? [];
    if (!employees.some(({ id }) => id === role.employee))
      problems.push({
        path: `/roles/${at}/employee`,
        code: "employee_unknown",
        message: `The directory has no employee “${excerpt(role.employee)}”.`,
      });
  }
  refuseProblems("invalid_person", { problems, more: 0 });
}

/** Also refuses the same role twice. */
function requireOneEmployee(roles: readonly PersonRole[]): void {
  const first = new Map<string, number>();
  for (const [at, role] of roles.entries()) {
    const name = role.role === "employee" ? "employee" : roleKey(role);
    const other = first.get(name);
    if (other === undefined) first.set(name, at);
    else if (role.role === "employee") refuseConflict(at, "A person can be one employee only.", other);
    else refuseConflict(at, "This role is there twice.", other);
  }
}

function refuseConflict(at: number, message: string, other?: number): never {
  const problem = { path: `/roles/${at}`, code: "role_conflict", message } as const;
  const problems = [other === undefined ? problem : { ...problem, other: `/roles/${other}` }];
  throw new Refusal("role_conflict", message, { problems });
}

const haveSameRoles = (a: Person, b: Person) =>
  a.roles.length === b.roles.length &&
  a.roles.every(({ role, acceptedAt }) =>
    b.roles.some((other) => isSameRole(role, other.role) && (acceptedAt === null) === (other.acceptedAt === null)),
  );

const offered = (role: PersonRole): HeldRole => ({ role, acceptedAt: null });

async function offerRoles(
  draft: AccessDraft,
  principal: Principal,
  known: Person,
  roles: readonly PersonRole[],
): Promise<Readonly<{ person: Person; link: SentLink | null }>> {
  const isNew = (role: PersonRole) => !known.roles.some((held) => isSameRole(held.role, role));
  for (const [at, role] of roles.entries())
    if (role.role === "employee" && isNew(role) && known.roles.some((held) => held.role.role === "employee"))
      refuseConflict(at, "This person is an employee already, and a person can be one employee only.");
  const person = { ...known, roles: [...known.roles, ...roles.filter(isNew).map(offered)] };
  if (hasAccount(known) && !known.vouched && roles.some((role) => isStrange(role, known)))
    return offerWithLink(draft, person, roles);
  await draft.putPerson(person);
  if (!reachesFurther(known, person)) return { person, link: null };
  const mayHaveLink = !hasAccount(known) && isWhole(person, companiesWith(principal, "people.manage"));
  return { person, link: mayHaveLink ? await putLinkFor(draft, authorOf(principal), person, false) : null };
}

/** Whoever made the account for the address may not be who the offer is for: only they get the secret. */
async function offerWithLink(
  draft: AccessDraft,
  person: Person,
  roles: readonly PersonRole[],
): Promise<Readonly<{ person: Person; link: SentLink }>> {
  const { path, hash } = newOffer();
  const isOffered = ({ role, acceptedAt }: HeldRole) =>
    acceptedAt === null && roles.some((one) => isSameRole(one, role));
  const held = person.roles.map((held) => (isOffered(held) ? { ...held, offer: hash } : held));
  const offering = { ...person, roles: held };
  await draft.putPerson(offering);
  draft.record({ path: `/people/${person.id}/link`, to: { kind: "offer" } });
  return { person: offering, link: { path, expiresAt: null } };
}

/** Whether the role is of a company in which the person has accepted none. */
const isStrange = (role: PersonRole, { roles }: Person) =>
  !("company" in role) ||
  !roles.some((held) => held.acceptedAt !== null && "company" in held.role && held.role.company === role.company);

const hasAccount = ({ password, roles }: Person) =>
  password !== null || roles.some(({ acceptedAt }) => acceptedAt !== null);

/** An operator's word is enough; in a company, an admin's is for whoever has accepted a role there. */
function given(role: PersonRole, before: Person, principal: Principal): HeldRole {
  const held = before.roles.find((one) => isSameRole(one.role, role));
  if (held) return held;
  const isAtOnce = !isStrange(role, before) || (isOverAll(principal) && hasAccount(before));
  return isAtOnce ? { role, acceptedAt: new Date().toISOString() } : offered(role);
}

const isOperator = ({ roles }: Person) => roles.some(({ role, acceptedAt }) => role.role === "operator" && acceptedAt);

/** @throws Refusal `last_operator` if nobody but this person is an operator who can sign in */
async function requireOtherOperator(draft: AccessDraft, id: string): Promise<void> {
  const operators = await draft.operatorsWhoCanSignIn();
  if (operators.length === 1 && operators[0] === id)
    throw new Refusal("last_operator", "This is the last operator who can sign in: make another one first.");
}
