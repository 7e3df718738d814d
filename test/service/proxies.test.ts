/** Whose word is taken for the address of a client: that of the proxies in CALLAS_TRUSTED_PROXIES alone. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { serviceHere } from "../../lab/service/service.ts";

/** @returns sends a wrong key, as if for another client, and answers with the status */
async function wrongKeys(context: TestContext, environment: Readonly<Record<string, string>>) {
  const service = await serviceHere(environment);
  context.after(() => service.stop());
  return async (forwarded: string): Promise<number> =>
    (await service.as("wrong")("GET companies", undefined, { headers: { "x-forwarded-for": forwarded } })).status;
}

test("a trusted proxy says whose wrong keys they are", async (context) => {
  const send = await wrongKeys(context, { CALLAS_TRUSTED_PROXIES: "10.0.0.0/8,127.0.0.0/8" });
  const statuses: number[] = [];
  // What a client claims comes before what the proxies add.
  for (let n = 0; n < 21; n += 1) statuses.push(await send(`192.0.2.${n}, 203.0.113.1, 10.0.0.7`));
  assert.deepEqual(statuses, [...Array.from({ length: 20 }, () => 401), 429]);
  assert.equal(await send("203.0.113.2"), 401, "another client");
});

for (const [named, environment] of [
  ["no proxy", {}],
  ["another proxy", { CALLAS_TRUSTED_PROXIES: "10.0.0.1" }],
] as const)
  test(`a client cannot claim an address while ${named} is trusted`, async (context) => {
    const send = await wrongKeys(context, environment);
    let last = 0;
    for (let n = 0; n < 21; n += 1) last = await send(`203.0.113.${n}`);
    assert.equal(last, 429);
  });
