import { areWithin } from "../access/identity-provider.ts";
import { acceptedRoles, type Person } from "../access/person.ts";
import { Refusal } from "../policy/refusal.ts";
import type { AccessDraft } from "../store/writes.ts";

/**
 * To be called before one of the person's passkeys or identities is removed.
 * @param removed the id of the passkey, or of the identity's provider
 * @throws Refusal `last_way_in` if the person could no longer sign in
 */
export async function requireAnotherWayIn(draft: AccessDraft, person: Person, removed: string): Promise<void> {
  if (person.password !== null) return;
  const passkeys = await draft.passkeys.of(person.id);
  if (passkeys.some(({ id }) => id !== removed)) return;
  for (const { provider: id } of await draft.providers.identitiesOf(person.id)) {
    const provider = id === removed ? null : await draft.providers.get(id);
    if (provider && areWithin(provider.company, acceptedRoles(person.roles))) return;
  }
  throw new Refusal("last_way_in", "This is the only way in which you can sign in: set up another one first.");
}
