/** Signing in with a password: what is refused, what a session then is, and how it ends. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { putCompany } from "../../lab/companies/acme.ts";
import { eventually } from "../../lab/eventually.ts";
import { outcomeOf, type Answer } from "../../lab/service/client.ts";
import { browserOf, PASSWORD, personWith } from "../../lab/service/browser.ts";
import { operatorKey, serviceHere, type TestService } from "../../lab/service/service.ts";
import { openStored } from "../../lab/service/stored.ts";

const ADMIN = { role: "admin", company: "acme" };
const NEW_PASSWORD = "quiet-harbour-61-violins";

let service: TestService;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme");
});
after(() => service.stop());

type Row = Readonly<Record<string, unknown>>;
const itemsOf = ({ body }: { body: Row }) => body["items"] as Row[];

describe("signing in with a password", () => {
  test("has the rights of the person's roles, and a cookie that no script reads", async () => {
    const { email, id } = await personWith(service, ADMIN);
    const answer = await service.as()("POST session", { email: ` ${email.toUpperCase()} `, password: PASSWORD });
    assert.equal(answer.status, 200);
    const { who, roles, means, mustEnrol, pendingRoles } = answer.body;
    assert.deepEqual((who as Row)["id"], id);
    assert.deepEqual(
      [(who as Row)["kind"], roles, means, mustEnrol, pendingRoles],
      ["person", [ADMIN], "password", false, []],
    );
    const cookies = answer.headers["set-cookie"]!;
    assert.equal(cookies.length, 2, "the session, and the device");
    for (const cookie of cookies) assert.match(cookie, /; HttpOnly; SameSite=Strict$/);
  });

  test("answers the same for a wrong password, an unknown address, and a person without a password", async () => {
    const { email } = await personWith(service, ADMIN);
    await service.operator("POST people", { email: "late@people.example", name: "Late", roles: [ADMIN] });
    const answers = await Promise.all(
      [email, "nobody@people.example", "late@people.example", "no address"].map((address) =>
        service.as()("POST session", { email: address, password: "wrong" }),
      ),
    );
    assert.equal(outcomeOf(answers[0]!), "401 credentials_wrong");
    for (const { text, headers } of answers) {
      assert.equal(text, answers[0]!.text);
      assert.equal(headers["set-cookie"], undefined);
    }
  });

  test("ends the session that the browser had", async () => {
    const { email, browser } = await personWith(service, ADMIN);
    const former = browser.cookies();
    await browser("POST session", { email, password: PASSWORD });
    const stale = await service.as()("GET session", undefined, { headers: { cookie: former } });
    assert.equal(outcomeOf(stale), "401 key_required");
    assert.equal(outcomeOf(await browser("GET session")), "200");
  });

  test("is limited by account, but not in a browser that the person has signed in with", async () => {
    const { email, browser } = await personWith(service, ADMIN);
    const guess = (at: number) => service.as()("POST session", { email, password: "wrong" }, { from: `127.0.1.${at}` });
    for (let at = 1; at <= 10; at++) assert.equal(outcomeOf(await guess(at)), "401 credentials_wrong");
    const limited = await guess(11);
    assert.equal(outcomeOf(limited), "429 too_many_requests");
    assert.ok(Number(limited.headers["retry-after"]) > 0);
    const right = { email, password: PASSWORD };
    assert.equal(outcomeOf(await service.as()("POST session", right, { from: "127.0.1.12" })), "429 too_many_requests");
    assert.equal(outcomeOf(await browser("POST session", right)), "200", "the owner is not locked out");
  });

  test("is counted among the security events if it is refused, and so is a link that is not good", async () => {
    const refused = async () =>
      Number(/callas_security_events_total\{event="sign_in_refused"\} (\d+)/.exec(await metrics())?.[1] ?? 0);
    const metrics = async () => (await fetch(`${service.address}/metrics`)).text();
    const before = await refused();
    await service.as()("POST session", { email: "nobody@acme.example", password: "wrong" }, { from: "127.0.4.1" });
    await service.as()("POST links/check", { secret: "unknown" }, { from: "127.0.4.1" });
    await service.as()("GET session/oidc/unknown/callback", undefined, { from: "127.0.4.1" });
    assert.equal(await refused(), before + 3);
  });

  test("is not for another site to ask for", async () => {
    const { email } = await personWith(service, ADMIN);
    const headers = { origin: "https://evil.example" };
    const answer = await service.as()("POST session", { email, password: PASSWORD }, { headers });
    assert.equal(outcomeOf(answer), "403 forbidden");
  });

  test("is over with the person", async () => {
    const { id, email, browser } = await personWith(service, ADMIN);
    await service.operator(`DELETE people/${id}`);
    assert.equal(outcomeOf(await browser("GET session")), "401 key_required");
    assert.equal(outcomeOf(await browser("POST session", { email, password: PASSWORD })), "401 credentials_wrong");
  });
});

describe("one's own name", () => {
  test("is changed, also in other sessions, and the history says by whom", async () => {
    const { id, email, browser } = await personWith(service, ADMIN);
    const elsewhere = browserOf(service.address);
    await elsewhere("POST session", { email, password: PASSWORD });
    const nameIn = async (answer: Promise<Answer>) => ((await answer).body["who"] as { name: string }).name;
    assert.equal(await nameIn(browser("PATCH me/account", { name: "Анна Ким" })), "Анна Ким");
    assert.equal(await nameIn(elsewhere("GET session")), "Анна Ким");
    assert.equal((await service.operator(`GET people/${id}`)).body["name"], "Анна Ким");
    const { items } = (await service.operator("GET history?limit=1")).body as {
      items: { action: string; author: { id: string } }[];
    };
    assert.deepEqual(
      items.map(({ action, author }) => [action, author.id]),
      [["me.name", id]],
    );
    const same = await browser("PATCH me/account", { name: "Анна Ким" });
    assert.equal(outcomeOf(same), "200");
    for (const [body, fault] of [
      [{ name: "" }, "/name"],
      [{}, "/name"],
      [{ name: "Anna", email: "x@y.example" }, "/email"],
    ] as const) {
      const refused = await browser("PATCH me/account", body);
      assert.equal(outcomeOf(refused), "400 malformed", JSON.stringify(body));
      assert.match(refused.text, new RegExp(`"path":"${fault}"`));
    }
    assert.equal(outcomeOf(await service.operator("PATCH me/account", { name: "Root" })), "403 forbidden");
  });
});

describe("another password", () => {
  test("needs the current one, ends all other sessions and gives this one a new id", async () => {
    const { email, browser } = await personWith(service, ADMIN);
    const elsewhere = browserOf(service.address);
    await elsewhere("POST session", { email, password: PASSWORD });
    const put = (body: object) => browser("PUT me/password", body);
    assert.equal(outcomeOf(await put({ password: NEW_PASSWORD })), "400 malformed");
    assert.equal(outcomeOf(await put({ current: "wrong", password: NEW_PASSWORD })), "401 credentials_wrong");
    const former = browser.cookies();
    assert.equal(outcomeOf(await put({ current: PASSWORD, password: NEW_PASSWORD })), "200");
    assert.notEqual(browser.cookies(), former);
    assert.equal(outcomeOf(await browser("GET session")), "200");
    assert.equal(outcomeOf(await elsewhere("GET session")), "401 key_required");
    const stale = await service.as()("GET session", undefined, { headers: { cookie: former } });
    assert.equal(outcomeOf(stale), "401 key_required");
    assert.equal(outcomeOf(await elsewhere("POST session", { email, password: PASSWORD })), "401 credentials_wrong");
    assert.equal(outcomeOf(await elsewhere("POST session", { email, password: NEW_PASSWORD })), "200");
  });

  test("is refused if it can be guessed, also from the person's own words", async () => {
    const { email, browser } = await personWith(service, ADMIN);
    for (const password of ["short", "Sommer2026!", "password123", email, "x".repeat(129), "пароль123"]) {
      const answer = await browser("PUT me/password", { current: PASSWORD, password });
      assert.equal(outcomeOf(answer), "422 password_weak", password);
    }
    assert.equal(outcomeOf(await browser("POST session", { email, password: PASSWORD })), "200");
  });

  test("is nothing that a key has", async () => {
    for (const what of ["GET me/factors", "PUT me/totp", "GET sign-ins", "GET sessions"] as const)
      assert.equal(outcomeOf(await service.operator(what)), "403 forbidden", what);
  });
});

describe("one's own sessions", () => {
  test("are listed and ended by their owner, and by nobody else", async () => {
    const { email, browser } = await personWith(service, ADMIN);
    const stranger = await personWith(service, ADMIN);
    const elsewhere = browserOf(service.address);
    await elsewhere("POST session", { email, password: PASSWORD }, { headers: { "user-agent": "Elsewhere/1.0" } });
    const sessions = itemsOf(await browser("GET sessions"));
    assert.deepEqual(
      sessions.map(({ current, means, agent, address }) => [current, means, agent, address]),
      [
        [false, "password", "Elsewhere/1.0", "127.0.0.1"],
        [true, "link", null, "127.0.0.1"],
      ],
    );
    const cookies = browser.cookies() + elsewhere.cookies();
    for (const { id } of sessions) assert.ok(!cookies.includes(String(id)));
    const [there, here] = sessions.map(({ id }) => String(id));
    assert.equal(outcomeOf(await stranger.browser(`DELETE sessions/${there}`)), "404 session_unknown");
    assert.equal(outcomeOf(await browser(`DELETE sessions/${there}`)), "200");
    assert.equal(outcomeOf(await elsewhere("GET session")), "401 key_required");
    await elsewhere("POST session", { email, password: PASSWORD });
    assert.equal(outcomeOf(await browser("DELETE sessions")), "200");
    assert.equal(outcomeOf(await elsewhere("GET session")), "401 key_required");
    assert.equal(itemsOf(await browser("GET sessions")).length, 1);
    assert.equal(outcomeOf(await browser(`DELETE sessions/${here}`)), "200");
    assert.equal(outcomeOf(await browser("GET sessions")), "401 key_required");
  });

  test("are ended after a fresh proof alone, but for this one", async () => {
    const { id, email, browser } = await personWith(service, ADMIN);
    const elsewhere = browserOf(service.address);
    await elsewhere("POST session", { email, password: PASSWORD });
    const [there, here] = itemsOf(await browser("GET sessions")).map((session) => String(session["id"]));
    const database = openStored(service.dataDir);
    const earlier = new Date(Date.now() - 11 * 60_000).toISOString();
    database.prepare("UPDATE session SET authenticated_at = ? WHERE person = ?").run(earlier, id);
    database.close();
    for (const what of ["DELETE sessions", `DELETE sessions/${there}`])
      assert.equal(outcomeOf(await browser(what as `GET ${string}`)), "401 proof_required");
    assert.equal(outcomeOf(await elsewhere("GET session")), "200");
    assert.equal(outcomeOf(await browser(`DELETE sessions/${here}`)), "200");
    assert.equal(outcomeOf(await browser("GET sessions")), "401 key_required");
  });

  test("of a key are those of that key", async () => {
    const browser = browserOf(service.address);
    await browser("POST session", { key: operatorKey });
    const [own] = itemsOf(await browser("GET sessions"));
    assert.deepEqual([own!["means"], own!["current"]], ["key", true]);
    assert.equal(outcomeOf(await browser("POST session/proof", { key: "another" })), "401 credentials_wrong");
    assert.equal(outcomeOf(await browser("POST session/proof", { key: operatorKey })), "200");
    assert.equal(outcomeOf(await browser("POST session/proof", { password: PASSWORD })), "403 forbidden");
  });
});

describe("one's own sign-ins", () => {
  test("tell also of refused ones, and of browsers that are new; other people's are not among them", async () => {
    const { email, browser } = await personWith(service, ADMIN);
    await personWith(service, ADMIN);
    await browserOf(service.address)("POST session", { email, password: "wrong" });
    await browser("POST session", { email, password: PASSWORD });
    const told = async () =>
      itemsOf(await browser("GET sign-ins")).map(({ outcome, means, newDevice }) => [outcome, means, newDevice]);
    const expected = [
      ["signed_in", "password", false],
      ["refused", "password", true],
      ["signed_in", "link", true],
    ];
    // The refused one is written after its answer.
    await eventually("three sign-ins", async () => ((await told()).length === expected.length ? true : undefined));
    assert.deepEqual(await told(), expected);
    const first = await browser("GET sign-ins?limit=1");
    assert.equal(itemsOf(first).length, 1);
    const second = await browser(`GET sign-ins?limit=2&before=${String(first.body["next"])}`);
    assert.deepEqual(
      itemsOf(second).map(({ outcome }) => outcome),
      ["refused", "signed_in"],
    );
    assert.equal(outcomeOf(await browser("GET sign-ins?limit=0")), "400 malformed");
  });

  test("of strangers leave no revision, and no more rows than a bound", async () => {
    const { id, email, browser } = await personWith(service, ADMIN);
    const database = openStored(service.dataDir);
    const insert = database.prepare(
      "INSERT INTO sign_in (id, at, person, means, outcome, new_device) VALUES (?, ?, ?, 'password', 'refused', 1)",
    );
    const old = new Date(Date.now() - 91 * 86_400_000).toISOString();
    insert.run("old", old, "somebody");
    for (let at = 0; at < 1100; at++) insert.run(`r${at}`, new Date(Date.now() - at).toISOString(), id);
    const head = () => database.prepare("SELECT revision FROM head").get();
    const revision = head();
    await browser("POST session", { email, password: PASSWORD });
    const rows = database.prepare("SELECT count(*) AS count FROM sign_in WHERE person = ?").get(id)!["count"] as number;
    assert.ok(rows <= 1000, `${rows}`);
    assert.equal(database.prepare("SELECT count(*) AS count FROM sign_in WHERE id = 'old'").get()!["count"], 0);
    assert.deepEqual(head(), revision);
    database.close();
  });
});
