/** Removes a company with everything that belongs to it. */
import type { ApiKey } from "../access/api-key.ts";
import { areWithin } from "../access/identity-provider.ts";
import type { Principal } from "../access/principal.ts";
import type { Writes } from "../store/writes.ts";
import { requireRevision, type Precondition } from "./precondition.ts";
import { existing } from "./read-company.ts";

/**
 * @returns the revision of the removal
 * @throws Refusal `company_unknown`, `revision_conflict`
 */
export async function removeCompany(
  store: Writes,
  principal: Principal,
  id: string,
  precondition: Precondition,
): Promise<number> {
  const record = { author: principal, action: "company.delete", countsNot: true };
  const { revision } = await store.writeCompany(id, record, async (draft) => {
    requireRevision(precondition, existing(draft.before, id).company);
    draft.remove();
    // A future company may get this id; today's keys and roles must not give access to it.
    for (const key of await draft.keysNaming(id))
      await draft.putKey(without(key, id), { path: `/keys/${key.id}/companies`, from: id });
    for (const provider of await draft.providers.of(id)) await draft.providers.remove(provider);
    for (const person of await draft.peopleOf(id)) {
      await draft.putPerson({ ...person, roles: person.roles.filter(({ role }) => !areWithin(id, [role])) });
      await draft.endSessions(person.id);
    }
  });
  return revision!;
}

function without(key: ApiKey, company: string): ApiKey {
  const companies = key.companies?.filter((id) => id !== company) ?? [];
  const revokedAt = companies.length > 0 ? key.revokedAt : (key.revokedAt ?? new Date().toISOString());
  return { ...key, companies, revokedAt };
}
