/** People's passkeys: made, renamed, removed, and signed in with. */
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import { askToRegister, register, signIn } from "../access/passkeys.ts";
import type { Person } from "../access/person.ts";
import type { Site } from "../access/site.ts";
import { MOST_PASSKEYS, type StoredPasskey } from "../access/stored-passkey.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Accounts, Opening } from "../store/accounts.ts";
import type { Answered, FactorSignIns, PasskeyReads } from "../store/factors.ts";
import type { AccessDraft, Writes } from "../store/writes.ts";
import { changeOwn, factorUnknown, type Own } from "./own-account.ts";
import { requireAnotherWayIn } from "./ways-in.ts";

type Store = Pick<Writes, "writeAccess"> & PasskeyReads & Readonly<{ accounts: Accounts & FactorSignIns }>;

/** What a browser answers, and the question. */
type Answer = Readonly<{ site: Site; challenge: string; answered: Answered; response: unknown }>;

/** @returns the options for the browser, which hold the challenge */
export async function askForPasskey(
  store: PasskeyReads,
  { site, person }: Readonly<{ site: Site; person: Pick<Person, "id" | "email" | "name"> }>,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return askToRegister(site, person, await store.passkeysOf(person.id));
}

/** @throws Refusal `passkey_refused`, `factor_exists`, `too_many_entries` */
export async function addPasskey(
  store: Store,
  asked: Own & Answer & Readonly<{ person: string; name: string }>,
): Promise<StoredPasskey> {
  const { site, challenge, answered, response, person, name } = asked;
  const made = await register(site, challenge, response);
  if (made === null) throw passkeyRefused();
  const passkey: StoredPasskey = { ...made, person, name, createdAt: new Date().toISOString(), usedAt: null };
  await changeOwn(store, "me.passkey.add", asked, async (draft) => {
    if (!(await draft.answer(answered))) throw passkeyRefused();
    if ((await draft.passkeys.of(person)).length >= MOST_PASSKEYS)
      throw new Refusal("too_many_entries", `A person has at most ${MOST_PASSKEYS} passkeys.`);
    if (!(await draft.passkeys.add(passkey)))
      throw new Refusal("factor_exists", "This passkey is somebody's already: take another authenticator.");
  });
  return passkey;
}

/** @throws Refusal `factor_unknown` */
export async function renamePasskey(
  store: Store,
  { author, person, id, name }: Pick<Own, "author"> & Readonly<{ person: string; id: string; name: string }>,
): Promise<StoredPasskey> {
  const { result } = await store.writeAccess({ author, action: "me.passkey.rename" }, async (draft) => {
    const passkey = await own(draft, person, id);
    if (passkey.name !== name) await draft.passkeys.rename(passkey, name);
    return { ...passkey, name };
  });
  return result;
}

/** @throws Refusal `factor_unknown`, `last_way_in` */
export async function removePasskey(
  store: Store,
  asked: Own & Readonly<{ person: string; id: string }>,
): Promise<void> {
  await changeOwn(store, "me.passkey.delete", asked, async (draft, person) => {
    const passkey = await own(draft, person.id, asked.id);
    await requireAnotherWayIn(draft, person, passkey.id);
    await draft.passkeys.remove(passkey);
  });
}

/**
 * @param asked `passkey`: the id that the response names; `opening`: the session of the person whose passkey it is
 * @returns false if the response is not a good answer, or not the first one
 */
export async function signInWithPasskey(
  store: Store,
  asked: Answer & Readonly<{ passkey: string; opening: Opening }>,
): Promise<boolean> {
  const { site, challenge, answered, response, opening } = asked;
  const passkey = await store.passkey(asked.passkey);
  const { holder } = opening.session;
  if (passkey === null || !("person" in holder) || holder.person !== passkey.person) return false;
  const signed = await signIn(site, challenge, response, passkey);
  if (signed === null) return false;
  return store.accounts.signInWithPasskey({
    answered,
    passkey: { id: passkey.id, counter: signed.counter },
    opening,
  });
}

const passkeyRefused = () => new Refusal("passkey_refused", "The browser's answer is not a good one: ask again.");

async function own(draft: AccessDraft, person: string, id: string): Promise<StoredPasskey> {
  const passkey = (await draft.passkeys.of(person)).find((one) => one.id === id);
  if (!passkey) throw factorUnknown();
  return passkey;
}
