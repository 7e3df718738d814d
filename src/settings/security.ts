/** Whose second factor is required. */
import type { Principal } from "../access/principal.ts";
import type { SecuritySettings } from "../access/second-factors.ts";
import type { Writes } from "../store/writes.ts";

/** @returns the revision; null if nothing changed */
export async function saveSecurity(
  store: Pick<Writes, "writeAccess">,
  principal: Principal,
  settings: SecuritySettings,
): Promise<number | null> {
  const { revision } = await store.writeAccess({ author: principal, action: "security.put" }, (draft) =>
    draft.putSecurity(settings),
  );
  return revision;
}
