/** A directory that is known already is not read again, unless it is not as it is stored. */
import assert from "node:assert/strict";
import { after, test, type TestContext } from "node:test";
import { directoryQuery } from "../../web/api/documents.ts";
import { queryClient } from "../../web/api/query-client.ts";

const query = directoryQuery("acme");
after(() => queryClient.clear());

/** @returns counts the answers whose body was read */
function serving(t: TestContext, answers: readonly (readonly [etag: string, label: string])[]): () => number {
  let at = 0;
  let read = 0;
  t.mock.method(globalThis, "fetch", () => {
    const [etag, label] = answers[at++]!;
    const body = { numbers: [{ number: "+375171234567", label, on: true }], employees: [], departments: [] };
    const response = Response.json(body, { headers: { etag } });
    t.mock.method(response, "json", () => Promise.resolve((read++, body)));
    return Promise.resolve(response);
  });
  return () => read;
}

const fetched = () => queryClient.fetchQuery({ ...query, staleTime: 0 });

test("an answer with the same entity tag is the one that is known", async (t) => {
  const read = serving(t, [
    ['"1"', "Office"],
    ['"1"', "Office"],
    ['"2"', "Shop"],
  ]);
  const first = await fetched();
  assert.equal(await fetched(), first);
  assert.equal(read(), 1);
  const second = await fetched();
  assert.equal(second.body.numbers[0]!.label, "Shop");
  assert.equal(second.etag, '"2"');
  assert.equal(read(), 2);
});

test("what the service may have stored otherwise is read, whatever its entity tag", async (t) => {
  const read = serving(t, [['"3"', "As stored"]]);
  const sent = { numbers: [{ number: "+375171234567", label: "As sent", on: true }], employees: [], departments: [] };
  queryClient.setQueryData(query.queryKey, { body: sent, etag: '"3"' });
  await queryClient.invalidateQueries({ queryKey: query.queryKey });
  assert.equal((await fetched()).body.numbers[0]!.label, "As stored");
  assert.equal(read(), 1);
});
