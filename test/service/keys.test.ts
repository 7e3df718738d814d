/** Keys that end by themselves, are taken from some addresses alone, and show when they were used. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { directory, putCompany } from "../../lab/companies/acme.ts";
import { eventually } from "../../lab/eventually.ts";
import { outcomeOf } from "../../lab/service/client.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";
import { runStored } from "../../lab/service/stored.ts";

let service: TestService;
before(async () => {
  service = await serviceHere({ CALLAS_TRUSTED_PROXIES: "127.0.5.1" });
  await putCompany(service.operator, "acme", { directory });
});
after(() => service.stop());

type Made = Readonly<{
  id: string;
  key: string;
  expiresAt: string | null;
  addresses: string[] | null;
  lastUsedAt: null;
}>;
const make = async (more: object) => {
  const answer = await service.operator("POST keys", { name: "PBX", role: "pbx", companies: ["acme"], ...more });
  assert.equal(answer.status, 200, answer.text);
  return answer.body as unknown as Made;
};
const listed = async (id: string) =>
  ((await service.operator("GET keys")).body["keys"] as Record<string, unknown>[]).find((key) => key["id"] === id)!;
const question = { company: "acme", line: "ivan-desk", dialled: "112" };

describe("a key with an end", () => {
  test("is not taken from then on, in a cache or not", async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const made = await make({ expiresAt });
    assert.equal(made.expiresAt, expiresAt);
    assert.equal((await listed(made.id))["expiresAt"], expiresAt);
    const ask = service.as(made.key);
    assert.equal(outcomeOf(await ask("POST decisions", question)), "200");
    const past = await make({ expiresAt: new Date(Date.now() - 1).toISOString() });
    assert.equal(outcomeOf(await service.as(past.key)("POST decisions", question)), "401 key_required");
  });

  test("is refused for what is no time", async () => {
    for (const expiresAt of ["tomorrow", "2027-01-31", 1, null]) {
      const answer = await service.operator("POST keys", { name: "A", role: "operator", expiresAt });
      assert.equal(outcomeOf(answer), "400 malformed");
    }
  });
});

describe("a key for some addresses", () => {
  test("is taken from those alone, at every door of HTTP", async () => {
    const { key, id, addresses } = await make({ addresses: ["127.0.4.0/24", "127.0.6.1"] });
    assert.deepEqual(addresses, ["127.0.4.0/24", "127.0.6.1"]);
    assert.deepEqual((await listed(id))["addresses"], addresses);
    const ask = service.as(key);
    const line = "GET decision?company=acme&line=ivan-desk&dialled=112" as const;
    for (const from of ["127.0.4.9", "127.0.6.1"]) {
      assert.equal(outcomeOf(await ask("POST decisions", question, { from })), "200");
      assert.equal((await ask(line, undefined, { from })).status, 200);
      assert.equal(
        outcomeOf(await ask("GET companies/acme/employees/ivan/choices?dialled=112", undefined, { from })),
        "200",
      );
    }
    for (const from of ["127.0.0.1", "127.0.6.2"]) {
      assert.equal(outcomeOf(await ask("POST decisions", question, { from })), "401 key_required");
      assert.equal((await ask(line, undefined, { from })).status, 401);
    }
  });

  test("looks at the client behind a trusted proxy, and believes nobody else about it", async () => {
    const { key } = await make({ addresses: ["198.51.100.0/24"] });
    const ask = (from: string, client: string) =>
      service.as(key)("POST decisions", question, { from, headers: { "x-forwarded-for": client } });
    assert.equal(outcomeOf(await ask("127.0.5.1", "198.51.100.7")), "200");
    assert.equal(outcomeOf(await ask("127.0.5.1", "203.0.113.7")), "401 key_required");
    assert.equal(outcomeOf(await ask("127.0.5.2", "198.51.100.7")), "401 key_required");
  });

  test("may sign in to the page from there, and its session may be used from there", async () => {
    const { key } = await make({ role: "admin", addresses: ["127.0.4.0/24"] });
    const signIn = (from: string) => service.as()("POST session", { key }, { from });
    assert.equal(outcomeOf(await signIn("127.0.0.1")), "401 key_required");
    const answer = await signIn("127.0.4.1");
    assert.equal(answer.status, 200);
    const headers = { cookie: answer.headers["set-cookie"]![0]!.split(";")[0]! };
    assert.equal(outcomeOf(await service.as()("GET companies/acme", undefined, { headers, from: "127.0.4.2" })), "200");
    assert.equal(
      outcomeOf(await service.as()("GET companies/acme", undefined, { headers, from: "127.0.0.1" })),
      "401 key_required",
    );
  });

  test("is refused for what is no range", async () => {
    for (const addresses of [[], ["10.0.0.0/0"], ["10.0.0.0/33"], ["everywhere"], ["10.0.0.1", 7], "10.0.0.1"]) {
      const answer = await service.operator("POST keys", { name: "A", role: "operator", addresses });
      assert.equal(outcomeOf(answer), "400 malformed", JSON.stringify(addresses));
    }
  });
});

describe("the last use of a key", () => {
  test("is shown, costs a write in minutes, and no revision", async () => {
    const { key, id, lastUsedAt } = await make({});
    assert.equal(lastUsedAt, null);
    const head = () => runStored(service, "SELECT revision FROM head");
    const revision = await head();
    const began = Date.now();
    const ask = service.as(key);
    await ask("POST decisions", question);
    const used = await eventually("the use is noted", async () => {
      const { lastUsedAt: at } = await listed(id);
      return typeof at === "string" ? at : undefined;
    });
    assert.ok(Date.parse(used) >= began - 1);
    await ask("POST decisions", question);
    assert.equal((await listed(id))["lastUsedAt"], used);
    assert.deepEqual(await head(), revision);
    await service.operator(`DELETE keys/${id}`);
    assert.equal((await listed(id))["lastUsedAt"], used, "revoking it keeps that");
  });
});
