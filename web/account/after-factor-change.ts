import { queryClient } from "../api/query-client.ts";
import { refreshSession } from "../session/session.ts";

/** Reads what has changed: every change of a factor opens a new session and may end the duty to enrol. */
export async function afterFactorChange(): Promise<void> {
  await refreshSession();
  await queryClient.invalidateQueries({ queryKey: ["me"] });
}
