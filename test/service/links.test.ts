/** Links that are good once, and the first operator. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { putCompany } from "../../lab/companies/acme.ts";
import { faultsOf, outcomeOf, type Ask } from "../../lab/service/client.ts";
import { end } from "../../lab/service/end.ts";
import { browserOf, PASSWORD, personWith, secretOf } from "../../lab/service/browser.ts";
import { newFolder, operatorKey, serviceHere, serviceProcess, type TestService } from "../../lab/service/service.ts";
import { openStored } from "../../lab/service/stored.ts";
import { runCallas } from "./run-callas.ts";

const ADMIN = { role: "admin", company: "acme" };
const OTHER_PASSWORD = "quiet-harbour-61-violins";

describe("a link", () => {
  let service: TestService;
  before(async () => {
    service = await serviceHere();
    await putCompany(service.operator, "acme");
  });
  after(() => service.stop());

  let counted = 0;
  async function invited() {
    const email = `linked-${++counted}@acme.example`;
    const { body } = await service.operator("POST people", { email, name: "Linked", roles: [ADMIN] });
    return { id: String(body["id"]), email, secret: secretOf(body["link"]) };
  }
  const accept = (secret: string, more = {}) =>
    browserOf(service.address)("POST links/accept", { secret, password: PASSWORD, ...more });

  test("says what it is for, and is not used up by that", async () => {
    const { email, secret } = await invited();
    for (let at = 0; at < 2; at++) {
      const { body } = await service.as()("POST links/check", { secret });
      assert.deepEqual(
        [body["kind"], body["email"], body["name"], body["roles"], body["needsCode"]],
        ["invitation", email, "Linked", [ADMIN], false],
      );
    }
    const { body } = await accept(secret, { name: "As she writes it" });
    assert.deepEqual(
      [(body["who"] as { name: string }).name, body["roles"], body["means"]],
      ["As she writes it", [ADMIN], "link"],
    );
  });

  test("is taken by one of two who accept it at once", async () => {
    const { secret } = await invited();
    const outcomes = (await Promise.all([accept(secret), accept(secret)])).map(outcomeOf);
    assert.deepEqual(outcomes.sort(), ["200", "410 link_used"]);
    assert.equal(outcomeOf(await accept(secret)), "410 link_used");
    assert.equal(outcomeOf(await service.as()("POST links/check", { secret })), "410 link_used");
  });

  test("is dead once there is a newer one, the person is gone, or its time is over", async () => {
    const { id, secret } = await invited();
    const { body } = await service.operator(`POST people/${id}/link`, {});
    assert.equal(outcomeOf(await accept(secret)), "410 link_used");
    const newer = secretOf(body["link"]);
    const database = openStored(service.dataDir);
    const stored = database.prepare("SELECT * FROM link WHERE person = ?").all(id);
    assert.equal(stored.length, 1);
    assert.ok(!JSON.stringify(stored).includes(newer), "only its hash is stored");
    database.prepare("UPDATE link SET expires_at = ? WHERE person = ?").run(new Date(Date.now() - 1).toISOString(), id);
    database.close();
    assert.equal(outcomeOf(await accept(newer)), "410 link_used");
    const gone = await invited();
    await service.operator(`DELETE people/${gone.id}`);
    assert.equal(outcomeOf(await accept(gone.secret)), "410 link_used");
    assert.equal(outcomeOf(await accept("unknown")), "410 link_used");
  });

  test("is not used up by a password that is weak, or by a body of the wrong form", async () => {
    const { email, secret } = await invited();
    const weak = await accept(secret, { password: email });
    assert.equal(outcomeOf(weak), "422 password_weak");
    assert.deepEqual(faultsOf(weak), ["invalid /password"]);
    assert.deepEqual(faultsOf(await accept(secret, { email: "x@acme.example" })), ["unknown_field /email"]);
    assert.equal(outcomeOf(await accept(secret)), "200");
  });

  test("for a new password is good for an hour and ends all sessions", async () => {
    const person = await personWith(service, ADMIN);
    const { body } = await service.operator(`POST people/${person.id}/link`, {});
    const minutes = (Date.parse(String(body["linkExpiresAt"])) - Date.now()) / 60_000;
    assert.ok(minutes > 58 && minutes <= 60);
    assert.equal(outcomeOf(await accept(secretOf(body["link"]), { password: OTHER_PASSWORD })), "200");
    assert.equal(outcomeOf(await person.browser("GET session")), "401 key_required");
    const signIn = (password: string) => service.as()("POST session", { email: person.email, password });
    assert.equal(outcomeOf(await signIn(PASSWORD)), "401 credentials_wrong");
    assert.equal(outcomeOf(await signIn(OTHER_PASSWORD)), "200");
  });

  test("does not accept a role that was offered after the person had an account", async () => {
    await putCompany(service.operator, "another");
    const person = await personWith(service, ADMIN);
    const offered = { role: "admin", company: "another" };
    await service.operator("POST people", { email: person.email, name: "A", roles: [offered] });
    const { body } = await service.operator(`POST people/${person.id}/link`, {});
    const accepted = await accept(secretOf(body["link"]), { password: OTHER_PASSWORD });
    assert.deepEqual([accepted.body["roles"], accepted.body["pendingRoles"]], [[ADMIN], [offered]]);
  });

  test("that an admin kept gives them no role beyond their company", async () => {
    const admin = await personWith(service, ADMIN);
    const roles = [{ role: "operator" }];

    const { id, email, secret } = await invited();
    assert.equal(outcomeOf(await admin.browser("POST people", { email, name: "A", roles: [ADMIN] })), "200");
    assert.equal(outcomeOf(await service.as()("POST links/check", { secret })), "200", "nothing was added");
    const { body } = await service.operator("POST people", { email, name: "A", roles });
    assert.equal(body["id"], id);
    assert.equal(outcomeOf(await accept(secret)), "410 link_used");
    const accepted = await accept(secretOf(body["link"]));
    assert.deepEqual(accepted.body["roles"], [...roles, ADMIN], "the operator's own invites");

    const colleague = await personWith(service, ADMIN);
    const about = { email: colleague.email, name: "Colleague" };
    const reset = async () => secretOf((await admin.browser(`POST people/${colleague.id}/link`, {})).body["link"]);
    const beforeOffer = await reset();
    const offered = await service.operator("POST people", { ...about, roles });
    assert.ok(!("link" in offered.body), "they have an account");
    assert.equal(outcomeOf(await accept(beforeOffer)), "410 link_used");
    await service.operator(`PUT people/${colleague.id}`, { ...about, roles: [ADMIN] });
    const beforePut = await reset();
    await service.operator(`PUT people/${colleague.id}`, { ...about, roles: [ADMIN, ...roles] });
    assert.equal(outcomeOf(await accept(beforePut)), "410 link_used");
  });

  test("that went to an address is dead once the person has another one", async () => {
    const { id, secret } = await invited();
    const email = `linked-${++counted}@acme.example`;
    await service.operator(`PUT people/${id}`, { email, name: "Linked", roles: [ADMIN] });
    assert.equal(outcomeOf(await accept(secret)), "410 link_used");
  });

  test("is dead once whoever made it has lost a role, was removed, or is a key that was revoked", async () => {
    const by = async (maker: Ask) => {
      const person = await personWith(service, ADMIN);
      return secretOf((await maker(`POST people/${person.id}/link`, {})).body["link"]);
    };
    const admin = await personWith(service, ADMIN);
    const ofAdmin = await by(admin.browser);
    await service.operator(`PUT people/${admin.id}`, { email: admin.email, name: "A", roles: [] });
    assert.equal(outcomeOf(await accept(ofAdmin)), "410 link_used");
    const removed = await personWith(service, ADMIN);
    const ofRemoved = await by(removed.browser);
    await service.operator(`DELETE people/${removed.id}`);
    assert.equal(outcomeOf(await accept(ofRemoved)), "410 link_used");
    const { key, id } = (await service.operator("POST keys", { name: "K", role: "admin", companies: ["acme"] })).body;
    const ofKey = await by(service.as(String(key)));
    assert.equal(outcomeOf(await service.as()("POST links/check", { secret: ofKey })), "200");
    await service.operator(`DELETE keys/${String(id)}`);
    assert.equal(outcomeOf(await accept(ofKey)), "410 link_used");
  });

  test("is not to be had by guessing", async () => {
    const guess = () =>
      service.as()("POST links/accept", { secret: "guess", password: PASSWORD }, { from: "127.0.3.1" });
    for (let at = 0; at < 20; at++) assert.equal(outcomeOf(await guess()), "410 link_used");
    assert.equal(outcomeOf(await guess()), "429 too_many_requests");
  });
});

describe("the first operator", () => {
  const SETUP = /"url":"(http[^"]+\/link#[\w-]{43})"/;
  const withoutKey = { CALLAS_OPERATOR_KEY: "", CALLAS_PUBLIC_URL: "https://callas.example" };

  test("comes in by the link in the log, once; each start makes another until then", async () => {
    const folder = await newFolder();
    const environment = { ...withoutKey, CALLAS_DATA_DIR: folder };
    const linkOf = async (service: ReturnType<typeof serviceProcess>) => {
      const address = await service.address;
      while (!SETUP.test(service.output())) await new Promise((resolve) => setTimeout(resolve, 20));
      return { address, secret: secretOf(SETUP.exec(service.output())![1]) };
    };
    try {
      const first = serviceProcess(environment);
      const { secret: earlier } = await linkOf(first);
      assert.match(first.output(), /https:\/\/callas\.example\/link#/);
      await end(first.child, "SIGTERM");

      const second = serviceProcess(environment);
      const { address, secret } = await linkOf(second);
      const browser = browserOf(address);
      const accept = (body: object) => browser("POST links/accept", { secret, password: PASSWORD, ...body });
      assert.equal(
        outcomeOf(await browser("POST links/accept", { secret: earlier, password: PASSWORD })),
        "410 link_used",
      );
      const seen = await browser("POST links/check", { secret });
      assert.deepEqual(
        [seen.body["kind"], seen.body["email"], seen.body["roles"]],
        ["setup", null, [{ role: "operator" }]],
      );
      assert.deepEqual(faultsOf(await accept({ name: "Olga" })), ["required /email"]);
      assert.deepEqual(faultsOf(await accept({ email: "olga@callas.example" })), ["required /name"]);
      const olga = { name: "Olga", email: "Olga@callas.example" };
      const accepted = await accept(olga);
      assert.deepEqual([accepted.status, accepted.body["roles"]], [200, [{ role: "operator" }]]);
      assert.equal(outcomeOf(await accept(olga)), "410 link_used");
      assert.equal(outcomeOf(await browser("GET keys")), "200");
      await end(second.child, "SIGTERM");

      const third = serviceProcess(environment);
      await third.address;
      const signIn = await browserOf(await third.address)("POST session", {
        email: "olga@callas.example",
        password: PASSWORD,
      });
      assert.equal(outcomeOf(signIn), "200");
      assert.doesNotMatch(third.output(), SETUP);
      await end(third.child, "SIGTERM");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test("is not looked for where an operator's key is in the environment or in the store", async () => {
    const folder = await newFolder();
    try {
      const keyed = serviceProcess({ CALLAS_DATA_DIR: folder, CALLAS_OPERATOR_KEY: operatorKey });
      await keyed.address;
      await end(keyed.child, "SIGTERM");
      assert.doesNotMatch(keyed.output(), SETUP);
      const made = await runCallas(["key", "create", "--name", "first", "--role", "operator"], {
        CALLAS_DATA_DIR: folder,
        CALLAS_URL: "http://127.0.0.1:9",
      });
      assert.equal(made.code, 0, made.stderr);
      const stored = serviceProcess({ ...withoutKey, CALLAS_DATA_DIR: folder });
      await stored.address;
      await end(stored.child, "SIGTERM");
      assert.doesNotMatch(stored.output(), SETUP);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
