/** Endpoints to list, invite, change and remove people, and to make links for them. */
import { z } from "zod";
import { companiesWith, requirePermission } from "../access/permission.ts";
import type { Person } from "../access/person.ts";
import type { Principal } from "../access/principal.ts";
import { Removed } from "../contract/answers.ts";
import {
  Email,
  LinkMade,
  NewLink,
  NewPerson,
  PersonAnswer,
  PersonBody,
  PersonInvited,
  PersonList,
  PersonWritten,
} from "../contract/people.ts";
import type { LinkLetter } from "../mail/letters.ts";
import { Refusal } from "../policy/refusal.ts";
import {
  changePerson,
  hasRoleIn,
  invitePerson,
  makeLink,
  nameShown,
  pendingShown,
  removePerson,
  rolesShown,
  visible,
} from "../settings/people.ts";
import type { Store } from "../store/store.ts";
import { endpoint } from "./endpoint.ts";
import { Limit } from "./parameters.ts";

const tag = "People";
const url = "/api/v1/people";
const params = z.object({ id: z.string() });

export const peopleEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "The people whom the caller may see, in the order of their e-mail addresses",
    permissions: ["people.read"],
    query: z.strictObject({
      company: z.string().optional(),
      email: Email.optional().meta({ description: "Only whoever has this address" }),
      after: z.string().optional(),
      limit: Limit,
    }),
    answer: PersonList,
    async run({ store }, { principal, query }) {
      const { company, email, after = null, limit } = query;
      if (company !== undefined) requirePermission(principal, "people.read", company);
      const among = company === undefined ? companiesWith(principal, "people.read") : new Set([company]);
      if (email !== undefined) {
        const person = await store.personByEmail(email);
        const items = person && hasRoleIn(person, among) ? await shown(store, principal, [person]) : [];
        return { body: { items, next: null } satisfies PersonList };
      }
      const people = await store.listPeople(after, limit, among);
      const next = people.length === limit ? people.at(-1)!.email : null;
      return { body: { items: await shown(store, principal, people), next } satisfies PersonList };
    },
  }),
  endpoint({
    method: "POST",
    url,
    tag,
    summary: "Invites a person, or offers roles to one who is known",
    description:
      "`link` is where a new person chooses a password; only this answer shows it. A person with a known e-mail " +
      "address gets no link: they accept the roles after signing in. Where no operator has made their account, `link` " +
      "leads to the offer, and they accept it with its secret alone. If somebody without an account is offered a role " +
      "beyond one company, their earlier link is dead, and an operator gets a new one.",
    permissions: ["people.manage"],
    needsProof: true,
    body: NewPerson,
    event: "person_invited",
    answer: PersonInvited,
    async run({ store, canMail }, { principal, body: { send, language, ...asked } }) {
      if (send) requireMail(canMail);
      const { person, link, revision } = await invitePerson(store, principal, asked);
      const [one] = await shown(store, principal, [person]);
      const about = { language, from: principal.name };
      const letter =
        send && link
          ? letterFor(person, link.expiresAt !== null ? "invitation" : "offer", { ...about, ...link })
          : null;
      return {
        body: {
          ...one!,
          ...(link && { link: link.path }),
          ...(link && link.expiresAt !== null && { linkExpiresAt: link.expiresAt }),
          revision: revision ?? (await store.head()),
        } satisfies Omit<PersonInvited, "sent">,
        letter,
      };
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/:id`,
    tag,
    summary: "A person",
    permissions: ["people.read"],
    params,
    answer: PersonAnswer,
    async run({ store }, { principal, params: { id } }) {
      const person = visible(await store.person(id), principal, id);
      return { body: (await shown(store, principal, [person]))[0]! };
    },
  }),
  endpoint({
    method: "PUT",
    url: `${url}/:id`,
    tag,
    summary: "Changes a person's address, name and roles",
    description:
      "An admin changes the roles in their own companies; the others are not shown to them and stay. A change of " +
      "rights ends the person's sessions.",
    permissions: ["people.manage"],
    needsProof: true,
    params,
    body: PersonBody,
    event: "person_changed",
    answer: PersonWritten,
    async run({ store }, { principal, params: { id }, body }) {
      const { person, revision } = await changePerson(store, principal, id, body);
      const [one] = await shown(store, principal, [person]);
      return { body: { ...one!, revision: revision ?? (await store.head()) } satisfies PersonWritten };
    },
  }),
  endpoint({
    method: "DELETE",
    url: `${url}/:id`,
    tag,
    summary: "Removes a person with their sessions and factors",
    permissions: ["people.manage"],
    needsProof: true,
    params,
    event: "person_removed",
    answer: Removed,
    async run({ store }, { principal, params: { id } }) {
      return { body: { revision: await removePerson(store, principal, id) } };
    },
  }),
  endpoint({
    method: "POST",
    url: `${url}/:id/link`,
    tag,
    summary: "Makes a new link with which the person chooses a password; earlier links are dead",
    permissions: ["people.manage"],
    needsProof: true,
    params,
    body: NewLink,
    event: "link_made",
    answer: LinkMade,
    async run({ store, canMail }, { principal, params: { id }, body: { send, language, recovery } }) {
      if (send) requireMail(canMail);
      const { person, link, revision } = await makeLink(store, principal, id, recovery);
      const kind = person.password === null ? "invitation" : "reset";
      const letter = send ? letterFor(person, kind, { language, from: principal.name, ...link }) : null;
      const body: Omit<LinkMade, "sent"> = { link: link.path, linkExpiresAt: link.expiresAt, revision };
      return { body, letter };
    },
  }),
];

function requireMail(canMail: boolean): void {
  if (!canMail) throw new Refusal("mail_not_set_up", "No mail server is set up (CALLAS_SMTP_URL): pass on the link.");
}

function letterFor(
  { email, name }: Person,
  kind: LinkLetter["kind"],
  about: Pick<LinkLetter, "language" | "from" | "path" | "expiresAt">,
): LinkLetter {
  return { kind, to: { name, address: email }, ...about };
}

async function shown(
  store: Pick<Store, "accounts">,
  principal: Principal,
  people: readonly Person[],
): Promise<PersonAnswer[]> {
  const signIns = await store.accounts.signInsOf(people.map(({ id }) => id));
  return people.map((person) => {
    const { canSignIn, secondFactor, lastSignInAt } = signIns.get(person.id) ?? NONE;
    const { id, email, createdAt, createdBy, disabledAt } = person;
    return {
      id,
      email,
      name: nameShown(person, principal),
      roles: [...rolesShown(person, principal)],
      pending: [...pendingShown(person, principal)],
      state: disabledAt !== null ? "disabled" : canSignIn ? "active" : "invited",
      secondFactor,
      createdAt,
      createdBy,
      lastSignInAt,
    };
  });
}

/** Of a person who was removed meanwhile. */
const NONE = { canSignIn: false, secondFactor: false, lastSignInAt: null };
