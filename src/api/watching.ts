/** Who is told of changes that deserve attention, and what became of the messages. */
import { z } from "zod";
import { DeliveriesAnswer, SentWatching, WatchingAnswer, WatchingWritten } from "../contract/watching.ts";
import { existing } from "../settings/read-company.ts";
import { saveWatching } from "../settings/save-watching.ts";
import type { Delivery } from "../store/watching.ts";
import { webhookSecret } from "../watch/webhook.ts";
import type { Desk } from "./desk.ts";
import { endpoint } from "./endpoint.ts";
import { CompanyParams, Limit } from "./parameters.ts";

const tag = "Watching";
const url = "/api/v1/companies/:company/watching";

export const watchingEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "Who is told of changes that deserve attention",
    permissions: ["watching.manage"],
    params: CompanyParams,
    answer: WatchingAnswer,
    async run({ store, canMail }, { params: { company } }) {
      existing(await store.text(company, "company"), company);
      const { body, revision } = await store.watch.watching(company);
      return { body: { ...body, mailServer: canMail }, etag: revision };
    },
  }),
  endpoint({
    method: "PUT",
    url,
    tag,
    summary: "Sets who is told of changes; the secret of a new webhook is shown once",
    description: "If the settings still have the revision in If-Match.",
    permissions: ["watching.manage"],
    needsPrecondition: true,
    changesCalls: false,
    params: CompanyParams,
    body: SentWatching,
    answer: WatchingWritten,
    async run({ store, seal, canMail }, { principal, precondition, params: { company }, body }) {
      const { watching, revision, made } = await saveWatching(store, principal, company, body, precondition);
      const webhooks = watching.webhooks.map((webhook) =>
        made.has(webhook.id) ? { ...webhook, secret: webhookSecret(seal, company, webhook.id) } : webhook,
      );
      return { body: { ...watching, mailServer: canMail, webhooks, revision }, etag: revision };
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/deliveries`,
    tag,
    summary: "Messages about the company, the newest first, and what became of them",
    permissions: ["watching.manage"],
    params: CompanyParams,
    query: z.strictObject({
      before: z.string().max(500).optional().meta({ description: "The `next` of the page before" }),
      limit: Limit,
    }),
    answer: DeliveriesAnswer,
    async run({ store }, { params: { company }, query: { before = null, limit } }) {
      existing(await store.text(company, "company"), company);
      const found = await store.watch.deliveries(company, limit + 1, before);
      const items = found.slice(0, limit);
      const names = await namesOf(store, company, items);
      return {
        body: {
          items: items.map(({ id, way, to, told, state, attempts, createdAt, at, error }) => ({
            id,
            way,
            to,
            name: names.get(to) ?? null,
            revision: told.revision,
            events: told.events.map(({ kind }) => kind),
            state,
            attempts,
            createdAt,
            at,
            error,
          })),
          next: found.length > limit ? items.at(-1)!.id : null,
        },
      };
    },
  }),
];

/** What the recipients are called now, by their ids. */
async function namesOf(
  store: Desk["store"],
  company: string,
  deliveries: readonly Delivery[],
): Promise<ReadonlyMap<string, string>> {
  const { webhooks } = (await store.watch.watching(company)).body;
  const names = new Map(webhooks.map(({ id, url }) => [id, url]));
  for (const to of new Set(deliveries.flatMap(({ way, to }) => (way === "mail" ? [to] : [])))) {
    const person = await store.person(to);
    if (person) names.set(to, person.name);
  }
  return names;
}
