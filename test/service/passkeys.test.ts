/** Passkeys over HTTP: adding, using and removing them, and what is refused. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { createAuthenticator, type Authenticator, type Lies } from "../../lab/service/authenticator.ts";
import { outcomeOf, type Answer } from "../../lab/service/client.ts";
import { browserOf, PASSWORD, personWith, type Browser, type Known } from "../../lab/service/browser.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";
import { company } from "../../lab/companies/acme.ts";

const ORIGIN = "https://callas.example";

let service: TestService;
before(async () => {
  service = await serviceHere({ CALLAS_PUBLIC_URL: ORIGIN });
  assert.equal((await service.operator("PUT companies/acme", company)).status, 200);
});
after(() => service.stop());

const admin = () => personWith(service, { role: "admin", company: "acme" });

async function add(
  browser: Browser,
  authenticator: Authenticator,
  { name = "Phone", ...lies }: Lies & Readonly<{ name?: string }> = {},
): Promise<Answer> {
  const asked = await browser("POST me/passkeys/options");
  assert.equal(asked.status, 200, asked.text);
  const options = asked.body as unknown as PublicKeyCredentialCreationOptionsJSON;
  return browser("POST me/passkeys", { name, response: authenticator.register(options, lies) });
}

async function withPasskey(about?: Readonly<{ synchronised?: boolean }>) {
  const person = await admin();
  const authenticator = createAuthenticator(ORIGIN, about);
  const added = await add(person.browser, authenticator);
  assert.equal(added.status, 200, added.text);
  return { person, authenticator, id: String(added.body["id"]) };
}

async function question(browser: Browser): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const asked = await browser("POST session/passkey/options");
  assert.equal(asked.status, 200, asked.text);
  return asked.body as unknown as PublicKeyCredentialRequestOptionsJSON;
}

async function signIn(authenticator: Authenticator, lies?: Lies, browser = browserOf(service.address)) {
  const response = authenticator.signIn(await question(browser), lies);
  return { browser, response, answer: await browser("POST session/passkey", response) };
}

const passkeysOf = async ({ browser }: Pick<Known, "browser">) =>
  (await browser("GET me/passkeys")).body as { offered: boolean; items: Record<string, unknown>[] };

describe("a person's passkeys", () => {
  test("are added with a name, listed without their keys, renamed and removed", async () => {
    const { person, id } = await withPasskey({ synchronised: true });
    const { offered, items } = await passkeysOf(person);
    assert.equal(offered, true);
    assert.deepEqual(
      items.map(({ createdAt: _, ...item }) => item),
      [{ id, name: "Phone", backedUp: true, usedAt: null }],
    );
    const renamed = await person.browser(`PATCH me/passkeys/${id}`, { name: "Old phone" });
    assert.deepEqual([renamed.status, renamed.body["name"]], [200, "Old phone"]);
    assert.equal((await person.browser(`DELETE me/passkeys/${id}`)).status, 200);
    assert.deepEqual((await passkeysOf(person)).items, []);
    assert.equal(outcomeOf(await person.browser(`DELETE me/passkeys/${id}`)), "404 factor_unknown");
    assert.equal((await person.browser("GET session")).status, 200, "the session goes on under a new id");
  });

  test("count as a second factor, and adding one ends the other sessions", async () => {
    const person = await admin();
    const other = browserOf(service.address);
    const body = { email: person.email, password: PASSWORD };
    assert.equal((await other("POST session", body)).status, 200);
    const former = person.browser.cookies();
    assert.equal((await add(person.browser, createAuthenticator(ORIGIN))).status, 200);
    assert.equal(outcomeOf(await other("GET session")), "401 key_required");
    assert.equal(
      outcomeOf(await service.as()("GET session", undefined, { headers: { cookie: former } })),
      "401 key_required",
    );
    assert.equal((await person.browser("GET session")).body["means"], "passkey");
    const listed = await service.operator(`GET people/${person.id}`);
    assert.equal(listed.body["secondFactor"], true);
  });

  test("are at most twenty", async () => {
    const person = await admin();
    for (let at = 0; at < 20; at++) assert.equal((await add(person.browser, createAuthenticator(ORIGIN))).status, 200);
    assert.equal(outcomeOf(await add(person.browser, createAuthenticator(ORIGIN))), "422 too_many_entries");
    assert.equal((await passkeysOf(person)).items.length, 20);
  });

  test("are not taken with a wrong answer, and one answer is taken once", async () => {
    const person = await admin();
    for (const lies of [
      { origin: "https://evil.example" },
      { rpId: "evil.example" },
      { challenge: Buffer.from("another challenge").toString("base64url") },
      { userVerified: false },
    ])
      assert.equal(
        outcomeOf(await add(person.browser, createAuthenticator(ORIGIN), lies)),
        "422 passkey_refused",
        JSON.stringify(lies),
      );
    assert.equal(
      outcomeOf(await person.browser("POST me/passkeys", { name: "Phone", response: { id: "x" } })),
      "401 sign_in_expired",
    );
    const asked = await person.browser("POST me/passkeys/options");
    const question = person.browser.cookies();
    const options = asked.body as unknown as PublicKeyCredentialCreationOptionsJSON;
    const first = createAuthenticator(ORIGIN).register(options);
    assert.equal((await person.browser("POST me/passkeys", { name: "One", response: first })).status, 200);
    const challenge = question.split("; ").find((cookie) => cookie.startsWith("callas_challenge="))!;
    const cookie = `${person.browser.cookies()}; ${challenge}`;
    const second = createAuthenticator(ORIGIN).register(options);
    const again = await service.as()("POST me/passkeys", { name: "Two", response: second }, { headers: { cookie } });
    assert.equal(outcomeOf(again), "422 passkey_refused");
    assert.equal((await passkeysOf(person)).items.length, 1);
  });

  test("belong to one person: nobody else adds, renames or removes them", async () => {
    const { authenticator, id } = await withPasskey();
    const stranger = await admin();
    const asked = await stranger.browser("POST me/passkeys/options");
    const options = asked.body as unknown as PublicKeyCredentialCreationOptionsJSON;
    const response = authenticator.register(options);
    assert.equal(
      outcomeOf(await stranger.browser("POST me/passkeys", { name: "Mine", response })),
      "409 factor_exists",
    );
    assert.equal(outcomeOf(await stranger.browser(`PATCH me/passkeys/${id}`, { name: "Mine" })), "404 factor_unknown");
    assert.equal(outcomeOf(await stranger.browser(`DELETE me/passkeys/${id}`)), "404 factor_unknown");
  });

  test("are for the person who was asked, not for whoever answers in the same browser", async () => {
    const [anna, boris] = [await admin(), await admin()];
    const asked = await anna.browser("POST me/passkeys/options");
    const options = asked.body as unknown as PublicKeyCredentialCreationOptionsJSON;
    const challenge = anna.browser
      .cookies()
      .split("; ")
      .find((cookie) => cookie.startsWith("callas_challenge="))!;
    const cookie = `${boris.browser.cookies()}; ${challenge}`;
    const body = { name: "Phone", response: createAuthenticator(ORIGIN).register(options) };
    assert.equal(
      outcomeOf(await service.as()("POST me/passkeys", body, { headers: { cookie } })),
      "401 sign_in_expired",
    );
  });

  test("are not for keys", async () => {
    assert.equal(outcomeOf(await service.operator("GET me/passkeys")), "403 forbidden");
    assert.equal(outcomeOf(await service.operator("POST me/passkeys/options")), "403 forbidden");
  });
});

describe("signing in with a passkey", () => {
  test("takes nothing else, and sets a new session", async () => {
    const { person, authenticator } = await withPasskey();
    const { browser, answer } = await signIn(authenticator);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body["means"], "passkey");
    assert.equal((answer.body["who"] as { id: string }).id, person.id);
    assert.equal((await browser("GET companies/acme")).status, 200);
    const [{ usedAt }] = (await passkeysOf(person)).items as [{ usedAt: string }];
    assert.notEqual(usedAt, null);
    const signIns = await browser("GET sign-ins");
    assert.equal((signIns.body["items"] as { means: string }[])[0]!.means, "passkey");
  });

  test("writes nothing for whoever only asks", async () => {
    const head = async () => /^callas_store_revision (\d+)$/m.exec((await service.operator("GET /metrics")).text)![1];
    const before = await head();
    const asked = await service.as()("POST session/passkey/options");
    const [cookie] = asked.headers["set-cookie"]!;
    assert.match(
      cookie!,
      /^callas_challenge=[\w.-]+; Max-Age=300; Path=\/api\/v1\/session; HttpOnly; SameSite=Strict$/,
    );
    assert.equal(asked.body["userVerification"], "required");
    assert.equal(asked.body["rpId"], "callas.example");
    assert.equal(await head(), before);
  });

  test("is asked in a cookie that no neighbouring host sets, over HTTPS", async () => {
    const { authenticator } = await withPasskey();
    const browser = browserOf(service.address);
    const headers = { "x-forwarded-proto": "https" };
    const asked = await browser("POST session/passkey/options", undefined, { headers });
    assert.match(
      asked.headers["set-cookie"]![0]!,
      /^__Host-callas_challenge-[0-9a-f]{16}=[\w.-]+; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    const response = authenticator.signIn(asked.body as unknown as PublicKeyCredentialRequestOptionsJSON);
    const signed = await browser("POST session/passkey", response, { headers });
    assert.equal(signed.status, 200, signed.text);
    assert.match(signed.headers["set-cookie"]!.join("\n"), /^__Host-callas_challenge-[0-9a-f]{16}=; .*Path=\//m);
  });

  test("takes an answer once, from the browser that was asked", async () => {
    const { authenticator } = await withPasskey();
    const browser = browserOf(service.address);
    const options = await question(browser);
    const cookie = browser.cookies();
    const response = authenticator.signIn(options);
    assert.equal(outcomeOf(await service.as()("POST session/passkey", response)), "401 sign_in_expired");
    assert.equal((await browser("POST session/passkey", response)).status, 200);
    assert.equal(outcomeOf(await browser("POST session/passkey", response)), "401 sign_in_expired");
    const replayed = await service.as()("POST session/passkey", response, { headers: { cookie } });
    assert.equal(outcomeOf(replayed), "401 credentials_wrong");
    // A fresh signature of the same question is no better.
    const again = await service.as()("POST session/passkey", authenticator.signIn(options), { headers: { cookie } });
    assert.equal(outcomeOf(again), "401 credentials_wrong");
  });

  test("takes one of two answers that come at once", async () => {
    const { authenticator } = await withPasskey({ synchronised: true });
    const browser = browserOf(service.address);
    const options = await question(browser);
    const headers = { cookie: browser.cookies() };
    const answers = await Promise.all(
      [0, 1].map(() => service.as()("POST session/passkey", authenticator.signIn(options), { headers })),
    );
    assert.deepEqual(answers.map(outcomeOf).sort(), ["200", "401 credentials_wrong"]);
  });

  test("refuses every lie, and a passkey that is not known", async () => {
    const { person, authenticator } = await withPasskey();
    assert.equal((await signIn(authenticator)).answer.status, 200);
    for (const lies of [
      { origin: "https://evil.example" },
      { rpId: "evil.example" },
      { challenge: Buffer.from("another challenge").toString("base64url") },
      { userPresent: false },
      { userVerified: false },
      { foreignKey: true },
      { counter: 1 },
    ]) {
      const { browser, answer } = await signIn(authenticator, lies);
      assert.equal(outcomeOf(answer), "401 credentials_wrong", JSON.stringify(lies));
      assert.equal((await browser("GET session")).status, 401);
    }
    const unknown = createAuthenticator(ORIGIN);
    assert.equal(outcomeOf((await signIn(unknown)).answer), "401 credentials_wrong");
    assert.equal((await signIn(authenticator, { counter: 1000 })).answer.status, 200);
    const items = (await person.browser("GET sign-ins")).body["items"] as { outcome: string; means: string }[];
    assert.equal(items.filter(({ outcome, means }) => outcome === "refused" && means === "passkey").length, 7);
  });

  test("ends with the passkey", async () => {
    const { person, authenticator, id } = await withPasskey();
    assert.equal((await person.browser(`DELETE me/passkeys/${id}`)).status, 200);
    assert.equal(outcomeOf((await signIn(authenticator)).answer), "401 credentials_wrong");
  });

  test("is not to be tried without end", async () => {
    const from = "127.0.0.77";
    const browser = browserOf(service.address);
    for (let at = 0; at < 20; at++) {
      const options = await question(browser);
      const response = createAuthenticator(ORIGIN).signIn(options);
      assert.equal(outcomeOf(await browser("POST session/passkey", response, { from })), "401 credentials_wrong");
    }
    const response = createAuthenticator(ORIGIN).signIn(await question(browser));
    assert.equal(outcomeOf(await browser("POST session/passkey", response, { from })), "429 too_many_requests");
  });

  test("is refused from another site", async () => {
    const headers = { origin: "https://evil.example" };
    assert.equal(
      outcomeOf(await service.as()("POST session/passkey/options", undefined, { headers })),
      "403 forbidden",
    );
  });
});

describe("a fresh proof", () => {
  test("can be a passkey of whoever is signed in, and nobody else's", async () => {
    const [one, other] = [await withPasskey(), await withPasskey()];
    const { browser } = one.person;
    const foreign = other.authenticator.signIn(await question(browser));
    assert.equal(outcomeOf(await browser("POST session/proof/passkey", foreign)), "401 credentials_wrong");
    const before = (await browser("GET session")).body;
    const own = one.authenticator.signIn(await question(browser));
    const proven = await browser("POST session/proof/passkey", own);
    assert.equal(proven.status, 200, proven.text);
    assert.ok(String(proven.body["authenticatedAt"]) > String(before["authenticatedAt"]));
  });
});

describe("where a second factor is required", () => {
  const require = async (roles: object[]) =>
    assert.equal((await service.operator("PUT security", { requireSecondFactor: roles })).status, 200);

  test("a first passkey lets in whoever had to set one up, and then the password does not add another", async () => {
    const person = await admin();
    try {
      await require([{ role: "admin" }]);
      assert.equal((await person.browser("GET session")).body["mustEnrol"], true);
      assert.equal((await person.browser("GET companies/acme")).status, 403);
      const authenticator = createAuthenticator(ORIGIN);
      assert.equal((await add(person.browser, authenticator)).status, 200);
      assert.equal((await person.browser("GET session")).body["mustEnrol"], false);
      assert.equal((await person.browser("GET companies/acme")).status, 200);

      const thief = browserOf(service.address);
      assert.equal((await thief("POST session", { email: person.email, password: PASSWORD })).status, 200);
      assert.equal(outcomeOf(await thief("POST me/passkeys/options")), "401 passkey_required");
      assert.equal(outcomeOf(await thief("PUT me/totp")), "401 passkey_required");
      const [own] = (await passkeysOf(person)).items;
      assert.equal(outcomeOf(await thief(`DELETE me/passkeys/${String(own!["id"])}`)), "401 passkey_required");
      assert.equal((await thief("GET companies/acme")).status, 403);
      assert.equal((await signIn(authenticator)).answer.body["mustEnrol"], false);
    } finally {
      await require([]);
    }
  });
});

test("without a name and HTTPS there are no passkeys", async () => {
  const other = await serviceHere({ CALLAS_PUBLIC_URL: "http://192.0.2.1:8480" });
  try {
    const ask = other.as();
    assert.equal(outcomeOf(await ask("POST session/passkey/options")), "422 passkeys_not_offered");
    assert.equal((await ask("GET session/providers")).body["passkeys"], false);
    const person = await personWith(other, { role: "operator" });
    assert.equal((await passkeysOf(person)).offered, false);
    assert.equal(outcomeOf(await person.browser("POST me/passkeys/options")), "422 passkeys_not_offered");
  } finally {
    await other.stop();
  }
});
