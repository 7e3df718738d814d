/** What people change of their own accounts. Each change of a factor or of rights comes with a session of a new id. */
import type { Author } from "../access/author.ts";
import { companyOf, withInvitation, type Person, type PersonRole } from "../access/person.ts";
import type { TotpFactor } from "../access/totp-factor.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Opening } from "../store/accounts.ts";
import type { AccessDraft, Writes } from "../store/writes.ts";

type Store = Pick<Writes, "writeAccess">;

/** Who asks, and the session that takes the place of theirs. */
export type Own = Readonly<{ author: Author; opening: Opening }>;

export type AcceptedLink = Own &
  Readonly<{
    /** SHA-256 of the secret. */
    hash: string;
    /** The person whose link it was when it was looked up, or who is to become the first operator. */
    person: Person;
    /** A PHC string. */
    password: string;
  }>;

/**
 * Uses a link up: sets the password, accepts what the link offers, ends the person's sessions and opens one.
 * @throws Refusal `link_used`, `email_taken`
 */
export async function acceptLink(store: Store, asked: AcceptedLink): Promise<void> {
  const { hash, person, password } = asked;
  await store.writeAccess(recordOf(asked.author, "link.accept", person), async (draft) => {
    const link = await draft.takeLink(hash);
    if (link === null || (link.person ?? person.id) !== person.id) throw linkUsed();
    const before = link.person === null ? await firstOperator(draft, person) : await draft.person(link.person);
    if (before === null || before.disabledAt !== null) throw linkUsed();
    const isInvitation = link.kind === "invitation" || link.kind === "setup";
    const roles = isInvitation ? withInvitation(before.roles, new Date().toISOString()) : before.roles;
    await draft.putPerson({ ...before, name: person.name, password, roles, vouched: link.vouched });
    if (link.kind === "recovery") await draft.removeFactors(person.id);
    await draft.endSessions(person.id);
    await draft.openSession(asked.opening);
  });
}

export const linkUsed = () => new Refusal("link_used", "This link is not valid: it was used or has expired.");

async function firstOperator(draft: AccessDraft, person: Person): Promise<Person> {
  if ((await draft.operatorsWhoCanSignIn()).length > 0) throw linkUsed();
  if ((await draft.personByEmail(person.email)) !== null)
    throw new Refusal("email_taken", `Another person has the e-mail address ${person.email}.`);
  return person;
}

/** A name is neither a right nor a factor: sessions go on. */
export async function rename(
  store: Store,
  { author, person, name }: Readonly<{ author: Author; person: string; name: string }>,
): Promise<void> {
  await store.writeAccess({ author, action: "me.name" }, async (draft) => {
    await draft.putPerson({ ...(await existing(draft, person)), name });
  });
}

/** Ends all sessions but the one that is opened. */
export async function setPassword(
  store: Store,
  asked: Own & Readonly<{ person: string; /** A PHC string. */ password: string }>,
): Promise<void> {
  await changeOwn(store, "me.password", asked, async (draft, person) => {
    await draft.putPerson({ ...person, password: asked.password });
  });
}

/** @throws Refusal `factor_unknown` if it was confirmed or replaced meanwhile */
export async function confirmTotp(
  store: Store,
  asked: Own & Readonly<{ factor: TotpFactor; step: number; /** Of recovery codes. */ hashes: readonly string[] }>,
): Promise<void> {
  const { factor, step, hashes } = asked;
  await changeOwn(store, "me.totp.confirm", { ...asked, person: factor.person }, async (draft, { id }) => {
    if (!(await draft.confirmTotp(factor, step))) throw factorUnknown();
    await draft.putRecoveryCodes(id, hashes);
  });
}

/** @throws Refusal `factor_unknown` */
export async function removeTotp(store: Store, asked: Own & Readonly<{ person: string }>): Promise<void> {
  await changeOwn(store, "me.totp.delete", asked, async (draft, { id }) => {
    if (!(await draft.removeTotp(id))) throw factorUnknown();
  });
}

export async function renewRecoveryCodes(
  store: Store,
  asked: Own & Readonly<{ person: string; hashes: readonly string[] }>,
): Promise<void> {
  await changeOwn(store, "me.recovery-codes", asked, (draft, { id }) => draft.putRecoveryCodes(id, asked.hashes));
}

/** Names a role of a person; they have at most one of a kind in a company. */
export type PendingRole = Readonly<{ role: PersonRole["role"]; company?: string }>;

/** @throws Refusal `role_unknown` if no such role is to be accepted, `offer_link_required` */
export async function answerRole(
  store: Store,
  asked: Own &
    Readonly<{
      person: string;
      role: PendingRole;
      answer: "accept" | "refuse";
      /** SHA-256 of the secret of the offer; null if none was given. */
      offer: string | null;
    }>,
): Promise<void> {
  const { answer } = asked;
  const company = asked.role.company;
  const record = { author: asked.author, action: `me.role.${answer}`, ...(company !== undefined && { company }) };
  await store.writeAccess(record, async (draft) => {
    const person = await existing(draft, asked.person);
    const held = person.roles.find(
      ({ role, acceptedAt }) =>
        acceptedAt === null &&
        role.role === asked.role.role &&
        ("company" in role ? role.company : undefined) === company,
    );
    if (!held) throw new Refusal("role_unknown", "There is no such role to be accepted.");
    const others = person.roles.filter((one) => one !== held);
    if (answer === "accept") {
      if (held.offer !== undefined && !person.vouched && held.offer !== asked.offer) throw offerLinkRequired();
      const accepted = { role: held.role, acceptedAt: new Date().toISOString() };
      await draft.putPerson({ ...person, roles: [...others, accepted] });
    } else await draft.putPerson({ ...person, roles: others });
    await draft.openSession(asked.opening);
  });
}

const offerLinkRequired = () =>
  new Refusal("offer_link_required", "Open the link that came with this offer, or ask an operator to confirm you.");

export const factorUnknown = () => new Refusal("factor_unknown", "There is no such second factor.");

/** Changes how a person signs in, ends their sessions and opens one. */
export async function changeOwn(
  store: Store,
  action: string,
  { author, person, opening }: Own & Readonly<{ person: string }>,
  work: (draft: AccessDraft, person: Person) => Promise<void>,
): Promise<void> {
  await store.writeAccess({ author, action }, async (draft) => {
    await work(draft, await existing(draft, person));
    await draft.endSessions(person);
    await draft.openSession(opening);
  });
}

async function existing(draft: AccessDraft, id: string): Promise<Person> {
  const person = await draft.person(id);
  if (person === null) throw new Refusal("key_required", "Your account was removed.");
  return person;
}

function recordOf(author: Author, action: string, { roles }: Person) {
  const company = companyOf(roles.map(({ role }) => role));
  return { author, action, ...(company !== undefined && { company }) };
}
