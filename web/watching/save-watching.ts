/** How the page changes who is told: it edits the stored settings and saves them over those that it read. */
import type { WatchingWritten } from "../../src/contract/watching.ts";
import { companyPath, etagOf, type Read } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { watchingQuery, type Watching } from "../api/watching.ts";
import { saveOver } from "../form/save-over.ts";

type Sent = Pick<Watching, "share" | "mail"> &
  Readonly<{ webhooks: readonly Readonly<{ id?: string; url: string }>[] }>;

type Edit = Readonly<{
  /** The part that becomes another one. */
  edit: (stored: Watching) => Partial<Sent>;
  /** Whether the part that the person saw is unchanged. */
  isUnchanged: (stored: Watching) => boolean;
}>;

/**
 * @throws SavedInBetween if somebody else has changed what the person saw; RequestFailed for any other refusal
 */
export async function saveWatching(company: string, { edit, isUnchanged }: Edit): Promise<WatchingWritten> {
  const query = watchingQuery(company);
  return saveOver({
    query,
    over: await queryClient.ensureQueryData(query),
    isUnchanged: ({ body }) => isUnchanged(body),
    send: async ({ body: stored, etag: ifMatch }) => {
      const { mailServer: _, ...sent } = stored;
      const body: Sent = { ...sent, ...edit(stored) };
      const answer = await request<WatchingWritten>("PUT", companyPath(company, "/watching"), { body, ifMatch });
      const { revision, webhooks, ...rest } = answer.body;
      const saved = { ...rest, webhooks: webhooks.map(({ id, url }) => ({ id, url })) };
      queryClient.setQueryData(query.queryKey, { body: saved, etag: etagOf(revision) } satisfies Read<Watching>);
      return answer.body;
    },
  });
}
