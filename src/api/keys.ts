/** Endpoints to make, list and revoke API keys. A key is shown once, when it is made. */
import { z } from "zod";
import type { ApiKey } from "../access/api-key.ts";
import { NewKey } from "../access/new-key.ts";
import { KeyList, KeyMade, Removed } from "../contract/answers.ts";
import { makeKey, revokeKey } from "../settings/keys.ts";
import { endpoint } from "./endpoint.ts";
import { Limit } from "./parameters.ts";

const tag = "Keys";
const url = "/api/v1/keys";

export const keyEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "The keys in the order of their creation, without the secrets",
    description: "`next` is the `after` of the next page, or null on the last page.",
    permissions: ["keys.manage"],
    query: z.strictObject({ after: z.string().optional(), limit: Limit.unwrap().default(1000) }),
    answer: KeyList,
    async run({ store }, { query }) {
      const keys = await store.listKeys(query.after ?? null, query.limit);
      const next = keys.length === query.limit ? keys.at(-1)!.id : null;
      return { body: { keys: keys.map(withoutHash), next } };
    },
  }),
  endpoint({
    method: "POST",
    url,
    tag,
    summary: "Creates a key; only this answer shows it",
    permissions: ["keys.manage"],
    needsProof: true,
    body: NewKey,
    event: "key_created",
    answer: KeyMade,
    async run({ store }, { principal, body }) {
      const { key, stored, revision } = await makeKey(store, principal, body);
      return { body: { ...withoutHash(stored), key, revision } };
    },
  }),
  endpoint({
    method: "DELETE",
    url: `${url}/:id`,
    tag,
    summary: "Revokes a key immediately and permanently",
    permissions: ["keys.manage"],
    needsProof: true,
    params: z.object({ id: z.string() }),
    event: "key_revoked",
    answer: Removed,
    async run({ store }, { principal, params }) {
      return { body: { revision: await revokeKey(store, principal, params.id) } };
    },
  }),
];

function withoutHash({ hash: _, ...key }: ApiKey) {
  return key;
}
