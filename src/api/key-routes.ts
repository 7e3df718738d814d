/** API keys: made, listed, revoked. A key is shown once, when it is made. */
import { z } from "zod";
import { isOperator, requireRight } from "../access/access.ts";
import { answers, KeyList, KeyMade, Removed } from "../contract/answers.ts";
import { Refusal } from "../policy/refusal.ts";
import { makeKey, NewKey } from "../access/make-key.ts";
import type { ApiKey } from "../access/api-key.ts";
import type { ApiContext, App } from "./context.ts";

const tags = ["Keys"];

export function keyRoutes(app: App, { store, keys }: ApiContext): void {
  app.get(
    "/api/v1/keys",
    { schema: { tags, summary: "Every key that was made, without the keys themselves", response: answers(KeyList) } },
    async ({ access }) => {
      requireRight(isOperator(access), "list keys");
      return { keys: (await store.keys()).map(shown) };
    },
  );

  app.post(
    "/api/v1/keys",
    {
      schema: {
        tags,
        summary: "Makes a key; the answer is the only place that shows it",
        body: NewKey,
        response: answers(KeyMade),
      },
    },
    async ({ access, body }) => {
      requireRight(isOperator(access), "make keys");
      const { key, stored } = makeKey(body, access.name);
      const revision = await save("key.create", access.name, stored);
      return { ...shown(stored), key, revision };
    },
  );

  app.delete(
    "/api/v1/keys/:id",
    {
      schema: {
        tags,
        summary: "Revokes a key, at once and for good",
        params: z.object({ id: z.string() }),
        response: answers(Removed),
      },
    },
    async ({ access, params }) => {
      requireRight(isOperator(access), "revoke keys");
      const key = (await store.keys()).find(({ id, revokedAt }) => id === params.id && revokedAt === null);
      if (!key) throw new Refusal("key_unknown", `There is no key “${params.id}” that is good.`);
      return { revision: await save("key.revoke", access.name, { ...key, revokedAt: new Date().toISOString() }) };
    },
  );

  async function save(action: string, author: string, key: ApiKey): Promise<number> {
    const { revision } = await store.write({ author, action, company: null }, async (transaction) =>
      transaction.putKey(key),
    );
    keys.refresh(await store.keys());
    return revision;
  }
}

function shown({ hash, ...key }: ApiKey) {
  return key;
}
