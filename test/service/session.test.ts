/** Signing in on the page: the cookie, whom it stands for, and how it ends. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Answer } from "../../lab/service/client.ts";
import { putCompany } from "../../lab/companies/acme.ts";
import { operatorKey, serviceHere, type TestService } from "../../lab/service/service.ts";

const cookieOf = ({ headers }: Answer) => String(headers["set-cookie"]).split(";")[0]!;

describe("a session", () => {
  let service: TestService;
  before(async () => {
    service = await serviceHere();
    await putCompany(service.operator, "acme");
  });
  after(() => service.stop());

  const signIn = (key: string, headers = {}) => service.as()("POST session", { key }, { headers });
  const adminKey = async () => {
    const made = await service.operator("POST keys", { name: "Anna", role: "admin", companies: ["acme"] });
    return made.body as { key: string; id: string };
  };

  test("is a cookie that no script reads and no other site sends", async () => {
    const answer = await signIn(operatorKey);
    assert.equal(answer.status, 200);
    assert.match(
      String(answer.headers["set-cookie"]),
      /^callas_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    assert.deepEqual(
      [answer.body["who"], answer.body["roles"], answer.body["means"]],
      [{ kind: "key", id: "environment", name: "operator" }, [{ role: "operator" }], "key"],
    );
  });

  test("is for HTTPS only behind a proxy that speaks it", async () => {
    const answer = await signIn(operatorKey, { "x-forwarded-proto": "https" });
    assert.match(String(answer.headers["set-cookie"]), /; Secure/);
  });

  test("has the rights of its key, and no more", async () => {
    const { key, id } = await adminKey();
    const cookie = cookieOf(await signIn(key));
    const ask = service.as();
    assert.equal((await ask("GET companies/acme", undefined, { headers: { cookie } })).status, 200);
    assert.equal((await ask("GET companies/other", undefined, { headers: { cookie } })).status, 404);
    assert.equal((await ask("GET keys", undefined, { headers: { cookie } })).status, 403);
    const who = await ask("GET session", undefined, { headers: { cookie } });
    assert.deepEqual(
      [who.body["who"], who.body["roles"]],
      [{ kind: "key", id, name: "Anna" }, [{ role: "admin", company: "acme" }]],
    );
  });

  test("ends with its key", async () => {
    const { key, id } = await adminKey();
    const cookie = cookieOf(await signIn(key));
    await service.operator(`DELETE keys/${id}`);
    assert.equal((await service.as()("GET companies/acme", undefined, { headers: { cookie } })).status, 401);
  });

  test("ends when somebody signs out", async () => {
    const cookie = cookieOf(await signIn(operatorKey));
    const out = await service.as()("DELETE session", undefined, { headers: { cookie } });
    assert.match(String(out.headers["set-cookie"]), /callas_session=; .*Expires=Thu, 01 Jan 1970/);
    assert.equal((await service.as()("GET session", undefined, { headers: { cookie } })).status, 401);
  });

  test("changes nothing for another site", async () => {
    const cookie = cookieOf(await signIn(operatorKey));
    const put = (headers: Record<string, string>) =>
      service.as()("PUT companies/forged", { name: "Forged", country: "BY" }, { headers: { cookie, ...headers } });
    assert.equal((await put({ "sec-fetch-site": "cross-site" })).status, 403);
    assert.equal((await put({ "sec-fetch-site": "same-site" })).status, 403);
    assert.equal((await put({ origin: "https://evil.example" })).status, 403);
    assert.equal((await service.operator("GET companies/forged")).status, 404);
    assert.equal((await put({ origin: service.address })).status, 200);
  });

  test("gives way to an Authorization header, even to a wrong one", async () => {
    const cookie = cookieOf(await signIn(operatorKey));
    const answer = await service.as("wrong")("GET companies", undefined, { headers: { cookie }, from: "127.0.0.7" });
    assert.equal(answer.status, 401);
  });

  test("is not for keys of PBXs", async () => {
    const { body } = await service.operator("POST keys", { name: "PBX", role: "pbx", companies: ["acme"] });
    assert.equal((await signIn(String(body["key"]))).status, 403);
  });

  test("is not to be had by guessing", async () => {
    const guess = (key: string) => service.as()("POST session", { key }, { from: "127.0.0.9" });
    for (let at = 0; at < 20; at++) assert.equal((await guess(`wrong${at}`)).status, 401);
    const refused = await guess("wrong");
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers["retry-after"]) > 0);
    assert.equal((await guess(operatorKey)).status, 200, "a good key is never limited");
  });
});
