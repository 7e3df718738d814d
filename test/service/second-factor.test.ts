/** Authenticator apps and recovery codes, and requiring them. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Secret, TOTP } from "otpauth";
import { putCompany } from "../../lab/companies/acme.ts";
import { outcomeOf } from "../../lab/service/client.ts";
import { browserOf, PASSWORD, personWith, secretOf, type Known } from "../../lab/service/browser.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";
import { openStored } from "../../lab/service/stored.ts";

const ADMIN = { role: "admin", company: "acme" };
const NEW_PASSWORD = "quiet-harbour-61-violins";

let service: TestService;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme");
});
after(() => service.stop());

/** @param steps of 30 s from now: each code is good once, and one step ahead is taken */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

async function enrolled(): Promise<Known & { secret: string; codes: string[]; confirmed: string }> {
  const person = await personWith(service, ADMIN);
  const made = await person.browser("PUT me/totp");
  assert.equal(made.status, 200, made.text);
  const secret = String(made.body["secret"]);
  const confirmed = codeOf(secret);
  const answer = await person.browser("POST me/totp", { code: confirmed });
  assert.equal(answer.status, 200, answer.text);
  return { ...person, secret, confirmed, codes: answer.body["recoveryCodes"] as string[] };
}

describe("an authenticator app", () => {
  test("is a factor once its code was given, and gives the session a new id", async () => {
    const { browser, email } = await personWith(service, ADMIN);
    const { body } = await browser("PUT me/totp");
    assert.match(
      String(body["uri"]),
      new RegExp(`^otpauth://totp/Callas:${encodeURIComponent(email)}\\?.*secret=${String(body["secret"])}`),
    );
    assert.equal(
      outcomeOf(await browserOf(service.address)("POST session", { email, password: PASSWORD })),
      "200",
      "not yet",
    );
    assert.equal(outcomeOf(await browser("POST me/totp", { code: "000000" })), "401 credentials_wrong");
    const former = browser.cookies();
    const confirmed = await browser("POST me/totp", { code: codeOf(String(body["secret"])) });
    assert.equal((confirmed.body["recoveryCodes"] as string[]).length, 10);
    assert.notEqual(browser.cookies(), former);
    assert.equal((await browser("GET session")).body["means"], "password+totp");
    const factors = (await browser("GET me/factors")).body;
    assert.deepEqual([factors["password"], factors["recoveryCodes"], factors["required"]], [true, 10, false]);
    assert.equal(outcomeOf(await browser("PUT me/totp")), "409 factor_exists");
    assert.equal(outcomeOf(await browser("POST me/totp", { code: "000000" })), "404 factor_unknown");
    assert.equal((await service.operator(`GET people?limit=1000`)).text.includes(String(body["secret"])), false);
  });

  test("is asked for after the password, and its code is good once", async () => {
    const { email, secret, confirmed } = await enrolled();
    const signIn = (body: object) => browserOf(service.address)("POST session", { email, password: PASSWORD, ...body });
    assert.equal(outcomeOf(await signIn({})), "401 second_factor_required");
    assert.equal(outcomeOf(await signIn({ password: "wrong" })), "401 credentials_wrong");
    assert.equal(outcomeOf(await signIn({ code: confirmed })), "401 credentials_wrong", "it was used to confirm");
    const code = codeOf(secret, 1);
    const twice = await Promise.all([signIn({ code }), signIn({ code })]);
    assert.deepEqual(twice.map(outcomeOf).sort(), ["200", "401 credentials_wrong"]);
    assert.equal(twice.find(({ status }) => status === 200)!.body["means"], "password+totp");
  });

  test("can be stood in for by each recovery code, once", async () => {
    const { email, codes, browser } = await enrolled();
    const signIn = (code: string) => browserOf(service.address)("POST session", { email, password: PASSWORD, code });
    const twice = await Promise.all([signIn(codes[0]!), signIn(codes[0]!)]);
    assert.deepEqual(twice.map(outcomeOf).sort(), ["200", "401 credentials_wrong"]);
    assert.equal(outcomeOf(await signIn(codes[1]!.toLowerCase().replaceAll("-", " "))), "200");
    assert.equal((await browser("GET me/factors")).body["recoveryCodes"], 8);
    const renewed = await browser("POST me/recovery-codes");
    assert.equal((renewed.body["recoveryCodes"] as string[]).length, 10);
    assert.equal(outcomeOf(await signIn(codes[2]!)), "401 credentials_wrong");
  });

  test("is limited like passwords: guesses stop after ten", async () => {
    const { email } = await enrolled();
    const guess = () =>
      browserOf(service.address)("POST session", { email, password: PASSWORD, code: "000000" }, { from: "127.0.2.1" });
    for (let at = 0; at < 10; at++) assert.equal(outcomeOf(await guess()), "401 credentials_wrong");
    assert.equal(outcomeOf(await guess()), "429 too_many_requests");
  });

  test("is removed by its owner", async () => {
    const { email, browser } = await enrolled();
    assert.equal(outcomeOf(await browser("DELETE me/totp")), "200");
    assert.equal((await browser("GET session")).body["means"], "password");
    assert.equal(outcomeOf(await browser("DELETE me/totp")), "404 factor_unknown");
    assert.equal(outcomeOf(await browser("POST me/recovery-codes")), "404 factor_unknown");
    assert.equal(outcomeOf(await browserOf(service.address)("POST session", { email, password: PASSWORD })), "200");
  });

  test("is not got round by changing the password, which is no fresh proof without its code", async () => {
    const { id, browser, secret } = await enrolled();
    const database = openStored(service.dataDir);
    const earlier = new Date(Date.now() - 11 * 60_000).toISOString();
    database.prepare("UPDATE session SET authenticated_at = ? WHERE person = ?").run(earlier, id);
    database.close();
    assert.equal(
      outcomeOf(await browser("PUT me/password", { current: PASSWORD, password: NEW_PASSWORD })),
      "200",
      "whoever knows the password",
    );
    assert.equal(outcomeOf(await browser("DELETE me/totp")), "401 proof_required");
    const proof = { password: NEW_PASSWORD, code: codeOf(secret, 1) };
    assert.equal(outcomeOf(await browser("POST session/proof", proof)), "200");
    assert.equal(outcomeOf(await browser("DELETE me/totp")), "200");
  });

  test("is stored sealed", async () => {
    const { id, secret } = await enrolled();
    const database = openStored(service.dataDir);
    const row = database.prepare("SELECT secret FROM totp WHERE person = ?").get(id)!;
    assert.match(String(row["secret"]), /^v1\./);
    assert.ok(!String(row["secret"]).includes(secret));
    database.close();
  });
});

describe("a link", () => {
  const linkOf = async (id: string, body = {}) =>
    secretOf((await service.operator(`POST people/${id}/link`, body)).body["link"]);
  const accept = (secret: string, more = {}) =>
    browserOf(service.address)("POST links/accept", { secret, password: NEW_PASSWORD, ...more });

  test("for a new password does not stand in for the app", async () => {
    const { id, secret } = await enrolled();
    const link = await linkOf(id);
    const seen = await service.as()("POST links/check", { secret: link });
    assert.deepEqual([seen.body["kind"], seen.body["needsCode"], seen.body["roles"]], ["reset", true, []]);
    assert.equal(outcomeOf(await accept(link)), "401 second_factor_required");
    assert.equal(outcomeOf(await accept(link, { code: "000000" })), "401 credentials_wrong");
    const accepted = await accept(link, { code: codeOf(secret, 1) });
    assert.deepEqual([outcomeOf(accepted), accepted.body["means"]], ["200", "password+totp"]);
  });

  test("for somebody who has lost the app removes it, and only an operator makes one", async () => {
    const { id, email } = await enrolled();
    const admin = await personWith(service, ADMIN);
    assert.equal(outcomeOf(await admin.browser(`POST people/${id}/link`, { recovery: true })), "403 forbidden");
    const link = await linkOf(id, { recovery: true });
    assert.equal(outcomeOf(await accept(link)), "200");
    const signIn = await browserOf(service.address)("POST session", { email, password: NEW_PASSWORD });
    assert.equal(outcomeOf(signIn), "200", "no code is asked for");
  });
});

describe("a second factor that is required", () => {
  const require = (...requireSecondFactor: object[]) => service.operator("PUT security", { requireSecondFactor });
  after(() => require());

  test("lets whoever has none do nothing but set one up", async () => {
    const { email, browser } = await personWith(service, ADMIN);
    const elsewhere = await personWith(service, { role: "support" });
    const saved = await require(ADMIN);
    assert.equal(outcomeOf(saved), "200");
    assert.deepEqual((await service.operator("GET security")).body, { requireSecondFactor: [ADMIN] });
    const session = (await browser("GET session")).body;
    assert.deepEqual([session["mustEnrol"], session["roles"], session["permissions"]], [true, [], []]);
    assert.equal(outcomeOf(await browser("GET companies/acme")), "403 forbidden");
    assert.equal(outcomeOf(await browser("GET people")), "403 forbidden");
    assert.equal((await elsewhere.browser("GET session")).body["mustEnrol"], false);
    const secret = String((await browser("PUT me/totp")).body["secret"]);
    assert.equal((await browser("GET me/factors")).body["required"], true);
    await browser("POST me/totp", { code: codeOf(secret) });
    assert.deepEqual((await browser("GET session")).body["roles"], [ADMIN]);
    assert.equal(outcomeOf(await browser("GET companies/acme")), "200");
    const again = browserOf(service.address);
    const signIn = await again("POST session", { email, password: PASSWORD, code: codeOf(secret, 1) });
    assert.equal(signIn.body["mustEnrol"], false);
    // Without it, they are where they were.
    await browser("DELETE me/totp");
    assert.equal((await browser("GET session")).body["mustEnrol"], true);
  });

  test("is required of a role, everywhere or in a company; not of a role that was only offered", async () => {
    const admin = await personWith(service, ADMIN);
    const must = async () => (await admin.browser("GET session")).body["mustEnrol"];
    await require({ role: "admin", company: "another" }, { role: "operator" });
    assert.equal(await must(), false);
    await require({ role: "admin" });
    assert.equal(await must(), true);
    await require({ role: "operator" });
    await service.operator("POST people", { email: admin.email, name: "A", roles: [{ role: "operator" }] });
    assert.equal(await must(), false);
    await admin.browser("POST me/roles/accept", { role: "operator" });
    assert.equal(await must(), true);
  });

  test("is for operators to say, in a form that is checked", async () => {
    const admin = await personWith(service, { role: "support" });
    assert.equal(outcomeOf(await admin.browser("GET security")), "403 forbidden");
    assert.equal(outcomeOf(await admin.browser("PUT security", { requireSecondFactor: [] })), "403 forbidden");
    assert.equal(outcomeOf(await require({ role: "pbx" })), "400 malformed");
    assert.equal(outcomeOf(await require({ role: "operator", company: "acme" })), "400 malformed");
  });
});
