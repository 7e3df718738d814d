/** Sets who is told of a company's changes. */
import { randomUUID } from "node:crypto";
import type { Principal } from "../access/principal.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Watching } from "../policy/watching.ts";
import type { Writes } from "../store/writes.ts";
import { requireRevision, type Precondition } from "./precondition.ts";
import { existing } from "./read-company.ts";

export type SentWatching = Omit<Watching, "webhooks"> &
  Readonly<{ webhooks: readonly Readonly<{ id?: string | undefined; url: string }>[] }>;

export type SavedWatching = Readonly<{
  watching: Watching;
  /** Of the last write that changed them. */
  revision: number;
  /** The ids of webhooks that are new. */
  made: ReadonlySet<string>;
}>;

/**
 * A webhook that is sent with the id that it has keeps its secret, whatever its address.
 * @throws Refusal `company_unknown`, `revision_conflict`, `malformed` for the id of a webhook that is not there, or twice
 */
export async function saveWatching(
  store: Pick<Writes, "writeCompany">,
  principal: Principal,
  company: string,
  sent: SentWatching,
  precondition: Precondition,
): Promise<SavedWatching> {
  const { result, revision } = await store.writeCompany(
    company,
    { author: principal, action: "watching.put" },
    async (draft) => {
      existing(draft.before, company);
      const saved = await draft.watching();
      requireRevision(precondition, saved);
      const known = new Set(saved.body.webhooks.map(({ id }) => id));
      const made = new Set<string>();
      const webhooks = sent.webhooks.map(({ id, url }, at) => {
        // Each of those that are there may be named once.
        if (id !== undefined && !known.delete(id)) throw webhookUnknown(at);
        const webhook = { id: id ?? randomUUID(), url };
        if (id === undefined) made.add(webhook.id);
        return webhook;
      });
      const watching = { ...sent, webhooks };
      await draft.putWatching(watching);
      return { watching, made, before: saved.revision };
    },
  );
  const { watching, made, before } = result;
  return { watching, made, revision: revision ?? before };
}

function webhookUnknown(at: number): Refusal {
  const path = `/webhooks/${at}/id`;
  const message = "There is no webhook with this id, or it appears twice; leave the id out for a new one.";
  return new Refusal("malformed", `${path}: ${message}`, { problems: [{ path, code: "invalid", message }] });
}
