/** People's accounts at identity providers: which person one belongs to, and signing in with it. */
import type { Author } from "../access/author.ts";
import { areWithin, domainOf, type Identity, type IdentityProvider } from "../access/identity-provider.ts";
import type { Link } from "../access/link.ts";
import type { OidcIdentity } from "../access/oidc.ts";
import { acceptedRoles, withInvitation, type Person } from "../access/person.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Opening } from "../store/accounts.ts";
import type { Answered, FactorSignIns } from "../store/factors.ts";
import type { AccessDraft, Writes } from "../store/writes.ts";
import { changeOwn, linkUsed, type Own } from "./own-account.ts";
import { requireAnotherWayIn } from "./ways-in.ts";

type Store = Pick<Writes, "writeAccess">;

export type BoundIdentity = Readonly<{
  author: Author;
  identity: Identity;
  /** Why the identity is the person's: the hash of their invitation, or the e-mail address that the provider gives. */
  by: Readonly<{ link: string }> | Readonly<{ email: string }>;
  answered: Answered;
  /** Null if a second factor is still to come. */
  opening: Opening | null;
}>;

/**
 * Gives a person an account at a provider, and signs them in with it. With an invitation, also accepts its roles.
 * @throws Refusal `not_invited`, `link_used`, `sign_in_expired`
 */
export async function bindIdentity(store: Store, asked: BoundIdentity): Promise<void> {
  const { author, identity, by, answered, opening } = asked;
  await store.writeAccess({ author, action: "identity.bind" }, async (draft) => {
    const provider = await draft.providers.get(identity.provider);
    const person = await draft.person(identity.person);
    if (provider === null || person === null) throw notInvited();
    const invitation = "link" in by ? await takeInvitation(draft, by.link, person.id) : null;
    if ("email" in by && (!speaksFor(provider, by.email) || person.email !== by.email)) throw notInvited();
    if (!mayBind(provider, person)) throw notInvited();
    // Whoever has one there has another subject: the address was given to somebody else.
    if (!(await isNew(draft, identity))) throw notInvited();
    await draft.providers.bind(identity);
    if (invitation !== null) {
      const roles = withInvitation(person.roles, new Date().toISOString());
      await draft.putPerson({ ...person, roles, vouched: invitation.vouched });
      await draft.endSessions(person.id);
    }
    if (opening === null) return;
    if (!(await draft.answer(answered))) throw signInExpired();
    await draft.openSession(opening);
  });
}

/**
 * Gives the person who is signed in an account at a provider, and ends their other sessions.
 * @throws Refusal `provider_unknown`, `factor_exists`
 */
export async function connectIdentity(store: Store, asked: Own & Readonly<{ identity: Identity }>): Promise<void> {
  const { identity } = asked;
  await changeOwn(store, "me.identity.add", { ...asked, person: identity.person }, async (draft, person) => {
    const provider = await draft.providers.get(identity.provider);
    if (provider === null || !mayBind(provider, person))
      throw new Refusal("provider_unknown", "There is no such identity provider of your company.");
    if (!(await isNew(draft, identity)))
      throw new Refusal("factor_exists", "This account is somebody's already, or you have another one there.");
    await draft.providers.bind(identity);
  });
}

export async function signInWithIdentity(
  { accounts }: Readonly<{ accounts: FactorSignIns }>,
  asked: Parameters<FactorSignIns["signInWithIdentity"]>[0],
): Promise<boolean> {
  return accounts.signInWithIdentity(asked);
}

/** @throws Refusal `identity_unknown`, `last_way_in` */
export async function removeIdentity(
  store: Store,
  asked: Own & Readonly<{ person: string; provider: string }>,
): Promise<void> {
  await changeOwn(store, "me.identity.delete", asked, async (draft, person) => {
    const accounts = await draft.providers.identitiesOf(person.id);
    const identity = accounts.find(({ provider }) => provider === asked.provider);
    if (!identity) throw new Refusal("identity_unknown", "You have no account with such a provider.");
    await requireAnotherWayIn(draft, person, identity.provider);
    await draft.providers.unbind(identity);
  });
}

/** A company's provider speaks for nobody who has, or is offered, a role elsewhere: it would give that away too. */
export const mayBind = (provider: IdentityProvider, { roles, disabledAt }: Person) =>
  disabledAt === null &&
  roles.length > 0 &&
  areWithin(
    provider.company,
    roles.map(({ role }) => role),
  );

/** Whether somebody who has the identity may sign in with it: roles that they have not accepted give nothing yet. */
export const maySignIn = (provider: IdentityProvider, person: Person) =>
  person.disabledAt === null && areWithin(provider.company, acceptedRoles(person.roles));

/** Whether the provider's word for an e-mail address is to be taken. */
export function vouchedEmail(
  provider: IdentityProvider,
  { email, emailVerified }: Pick<OidcIdentity, "email" | "emailVerified">,
): string | null {
  // Some providers never say whether it is verified; the operator has confirmed the domain instead.
  return email !== null && emailVerified !== false && speaksFor(provider, email) ? email : null;
}

const speaksFor = ({ domains }: IdentityProvider, email: string) => domains.includes(domainOf(email));

export const notInvited = () =>
  new Refusal("not_invited", "Nobody here has this account: ask for an invitation, and sign in with its link.");

export const signInExpired = () =>
  new Refusal("sign_in_expired", "The sign-in took too long, was begun in another browser, or is over: begin again.");

/** Whether nobody has the account, and the person has none at the provider. */
async function isNew({ providers }: AccessDraft, { provider, subject, person }: Identity): Promise<boolean> {
  const accounts = await providers.identitiesOf(person);
  return accounts.every((one) => one.provider !== provider) && (await providers.identity(provider, subject)) === null;
}

async function takeInvitation(draft: AccessDraft, hash: string, person: string): Promise<Link> {
  const link = await draft.takeLink(hash);
  if (link?.kind !== "invitation" || link.person !== person) throw linkUsed();
  return link;
}
