/** Identity providers over HTTP: who keeps them, who signs in there as whom, and what a company's provider may not claim. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { company } from "../../lab/companies/acme.ts";
import { faultsOf, outcomeOf, type Answer } from "../../lab/service/client.ts";
import { startIdentityProvider } from "../../lab/service/identity-provider.ts";
import { browserOf, PASSWORD, personWith, secretOf, type Browser } from "../../lab/service/browser.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";
import { createAuthenticator } from "../../lab/service/authenticator.ts";
import { TOTP } from "otpauth";
import { openLyingProvider, type Lies, type LyingProvider } from "./lying-provider.ts";

const ORIGIN = "https://callas.example";

let service: TestService;
before(async () => {
  service = await serviceHere({ CALLAS_PUBLIC_URL: ORIGIN, CALLAS_PRIVATE_ADDRESSES: "allow" });
  for (const id of ["acme", "beta"]) assert.equal((await service.operator(`PUT companies/${id}`, company)).status, 200);
});
after(() => service.stop());

/** What the provider of a test claims; it may change at any time. */
let lies: { -readonly [Name in keyof Lies]: Lies[Name] };
let at: LyingProvider;
beforeEach(async () => {
  lies = {};
  at = await openLyingProvider(lies);
});
afterEach(async () => {
  await at.close();
  const { items } = (await service.operator("GET identity-providers")).body as { items: { id: string }[] };
  for (const { id } of items) assert.equal((await service.operator(`DELETE identity-providers/${id}`)).status, 200);
});

type Asked = Readonly<Record<string, unknown>>;

const bodyFor = ({ issuer, clientId, clientSecret }: Pick<LyingProvider, "issuer" | "clientId" | "clientSecret">) => ({
  company: "acme",
  name: "Acme",
  issuer,
  clientId,
  clientSecret,
  domains: ["acme.example"],
});

async function provider(other: Asked = {}, of: Pick<LyingProvider, "issuer" | "clientId" | "clientSecret"> = at) {
  const made = await service.operator("POST identity-providers", { ...bodyFor(of), ...other });
  assert.equal(made.status, 200, made.text);
  return String(made.body["id"]);
}

let addresses = 0;

/** Begins to sign in, from an address of its own: what goes wrong is counted by it. */
async function begin(browser: Browser, id: string, link?: string): Promise<Answer> {
  return browser("POST session/oidc", { provider: id, ...(link !== undefined && { link }) });
}

/** @returns where the browser is sent on to */
async function comeBack(browser: Browser, back: URL): Promise<string> {
  const answer = await browser(`GET ${back.pathname}${back.search}`, undefined, { from: `127.0.3.${++addresses}` });
  assert.equal(answer.status, 302, answer.text);
  return String(answer.headers.location);
}

async function signIn(id: string, link?: string, browser = browserOf(service.address)) {
  const begun = await begin(browser, id, link);
  assert.equal(begun.status, 200, begun.text);
  return { browser, to: await comeBack(browser, at.visit(String(begun.body["url"]))) };
}

let people = 0;

/** Invites somebody, who does not answer. */
async function invite(roles: object[], email = `guest-${++people}@acme.example`) {
  const invited = await service.operator("POST people", { email, name: "Ivan", roles });
  assert.equal(invited.status, 200, invited.text);
  return { id: String(invited.body["id"]), email, link: secretOf(invited.body["link"]) };
}

const ADMIN = { role: "admin", company: "acme" };

const claim = (email: string, claims: Asked = {}) => (lies.claims = { sub: `of ${email}`, email, ...claims });

const whoIs = async (browser: Browser) =>
  ((await browser("GET session")).body["who"] as { id: string } | undefined)?.id;

describe("an operator keeps the providers", () => {
  test("makes, reads, changes and removes them; the secret is never shown", async () => {
    const id = await provider({ domains: ["Acme.example", "acme.example"] });
    const read = await service.operator(`GET identity-providers/${id}`);
    const { createdAt: _, ...shown } = read.body;
    assert.deepEqual(shown, {
      id,
      company: "acme",
      name: "Acme",
      issuer: at.issuer,
      clientId: at.clientId,
      domains: ["acme.example"],
      trustsFactor: false,
      redirectUri: `${ORIGIN}/api/v1/session/oidc/${id}/callback`,
      createdBy: "operator",
    });
    const { company: _company, clientSecret: _secret, ...body } = bodyFor(at);
    const unchanged = await service.operator(`PUT identity-providers/${id}`, body);
    const changed = await service.operator(`PUT identity-providers/${id}`, { ...body, name: "Staff" });
    assert.equal(changed.body["name"], "Staff");
    assert.equal(Number(changed.body["revision"]), Number(unchanged.body["revision"]) + 1);
    const again = await service.operator(`PUT identity-providers/${id}`, {
      ...body,
      name: "Staff",
      clientSecret: at.clientSecret,
    });
    assert.equal(again.body["revision"], changed.body["revision"], "the same secret is no change");
    const list = await service.operator("GET identity-providers?company=acme");
    const history = await service.operator("GET companies/acme/history?limit=100");
    for (const { text } of [read, changed, again, list, history]) assert.ok(!text.includes(at.clientSecret));
    assert.ok(history.text.includes(`/identity-providers/${id}/name`));
    assert.equal((await service.operator(`DELETE identity-providers/${id}`)).status, 200);
    assert.equal(outcomeOf(await service.operator(`GET identity-providers/${id}`)), "404 provider_unknown");
    assert.equal(outcomeOf(await service.operator(`DELETE identity-providers/${id}`)), "404 provider_unknown");
  });

  test("an admin reads those of their companies, and nobody else changes them", async () => {
    const id = await provider();
    const [own, other] = [await personWith(service, ADMIN), await personWith(service, { ...ADMIN, company: "beta" })];
    assert.equal((await own.browser(`GET identity-providers/${id}`)).status, 200);
    assert.ok((await own.browser("GET identity-providers")).text.includes(id));
    assert.equal(outcomeOf(await other.browser(`GET identity-providers/${id}`)), "404 provider_unknown");
    assert.ok(!(await other.browser("GET identity-providers")).text.includes(id));
    assert.equal(outcomeOf(await other.browser("GET identity-providers?company=acme")), "404 company_unknown");
    for (const what of ["PUT", "DELETE"] as const)
      assert.equal(outcomeOf(await own.browser(`${what} identity-providers/${id}`, bodyFor(at))), "403 forbidden");
    assert.equal(outcomeOf(await own.browser("POST identity-providers", bodyFor(at))), "403 forbidden");
  });

  test("is told what is wrong with one", async () => {
    for (const [other, fault] of [
      [{ issuer: "acme" }, "invalid /issuer"],
      [{ issuer: "http://id.acme.example" }, "invalid /issuer"],
      [{ issuer: "https://user:pass@id.acme.example" }, "invalid /issuer"],
      [{ issuer: "https://id.acme.example/?tenant=1" }, "invalid /issuer"],
      [{ domains: ["acme"] }, "invalid /domains/0"],
      [{ domains: ["acme.example", "@acme.example"] }, "invalid /domains/1"],
      [{ domains: ["*.example"] }, "invalid /domains/0"],
    ] as const) {
      const refused = await service.operator("POST identity-providers", { ...bodyFor(at), ...other });
      assert.deepEqual(
        [outcomeOf(refused), faultsOf(refused)],
        ["422 invalid_provider", [fault]],
        JSON.stringify(other),
      );
    }
    assert.equal(
      outcomeOf(await service.operator("POST identity-providers", { ...bodyFor(at), company: "nobody" })),
      "404 company_unknown",
    );
    const domains = Array.from({ length: 51 }, (_, at) => `d${at}.example`);
    assert.equal(
      outcomeOf(await service.operator("POST identity-providers", { ...bodyFor(at), domains })),
      "422 too_many_entries",
    );
  });

  test("has at most ten for a company, which go with it", async () => {
    await service.operator("PUT companies/gamma", company);
    let id = "";
    for (let count = 0; count < 10; count++) id = await provider({ company: "gamma" });
    const refused = await service.operator("POST identity-providers", { ...bodyFor(at), company: "gamma" });
    assert.equal(outcomeOf(refused), "422 too_many_entries");
    assert.equal((await service.operator("DELETE companies/gamma")).status, 200);
    assert.equal(outcomeOf(await service.operator(`GET identity-providers/${id}`)), "404 provider_unknown");
  });

  test("may name private addresses only where that is allowed", async () => {
    const other = await serviceHere({ CALLAS_PUBLIC_URL: ORIGIN });
    try {
      await other.operator("PUT companies/acme", company);
      for (const issuer of [at.issuer, "https://10.0.0.1", "https://[fd00::1]", "https://localhost"]) {
        const refused = await other.operator("POST identity-providers", { ...bodyFor(at), issuer });
        assert.equal(outcomeOf(refused), "422 invalid_provider", issuer);
      }
    } finally {
      await other.stop();
    }
  });
});

describe("the sign-in page", () => {
  test("learns which providers there are, and nothing about people", async () => {
    const id = await provider({ name: "Delta", domains: ["delta.example"] });
    const { email } = await invite([ADMIN], "known@delta.example");
    const ask = service.as();
    const offered = async (query: string) => (await ask(`GET session/providers?${query}`)).body["providers"];
    const one = [{ id, name: "Delta" }];
    assert.deepEqual(await offered(`email=${email}`), one);
    assert.deepEqual(await offered("email=nobody@Delta.example"), one);
    assert.deepEqual(await offered("email=nobody@other.example"), []);
    assert.deepEqual(await offered("email=delta.example"), []);
    assert.deepEqual(await offered("company=nobody"), []);
    assert.ok(
      ((await offered("company=acme")) as object[]).some((found) => JSON.stringify(found) === JSON.stringify(one[0])),
    );
  });
});

describe("an invitation", () => {
  test("is accepted at a real provider, which knows the person from then on", async () => {
    const made = await service.operator("POST identity-providers", {
      ...bodyFor(at),
      issuer: "https://later.example",
    });
    const id = String(made.body["id"]);
    const real = await startIdentityProvider([String(made.body["redirectUri"])]);
    try {
      const { company: _, ...body } = bodyFor(real);
      assert.equal((await service.operator(`PUT identity-providers/${id}`, body)).status, 200);
      const invited = await invite([ADMIN], "somebody.else@other.example");
      for (const link of [invited.link, undefined]) {
        const browser = browserOf(service.address);
        const begun = await begin(browser, id, link);
        assert.equal(begun.status, 200, begun.text);
        const to = await comeBack(browser, await real.visit(String(begun.body["url"])));
        assert.equal(to, "/");
        const session = await browser("GET session");
        assert.equal(session.body["means"], "oidc+mfa", "the provider says so");
        assert.equal(await whoIs(browser), invited.id);
        assert.deepEqual(session.body["pendingRoles"], []);
        assert.equal((await browser("GET companies/acme")).status, 200);
      }
      assert.equal(outcomeOf(await begin(browserOf(service.address), id, invited.link)), "410 link_used");
    } finally {
      await real.stop();
    }
  });

  test("is not accepted twice, nor by somebody who has an account, nor with another kind of link", async () => {
    const id = await provider();
    const [first, second] = [await invite([ADMIN], "a@other.example"), await invite([ADMIN], "b@other.example")];
    claim("a@other.example");
    assert.equal((await signIn(id, first.link)).to, "/");
    assert.equal((await signIn(id, second.link)).to, "/?signIn=not_invited", "the account is the first one's");
    const known = await personWith(service, ADMIN);
    const reset = await service.operator(`POST people/${known.id}/link`, {});
    const refused = await begin(browserOf(service.address), id, secretOf(reset.body["link"]));
    assert.equal(outcomeOf(refused), "410 link_used");
  });

  test("of an operator or for another company is not accepted at the company's provider", async () => {
    const id = await provider();
    for (const roles of [[{ role: "operator" }], [{ role: "admin", company: "beta" }], [ADMIN, { role: "support" }]]) {
      const { link } = await invite(roles);
      assert.equal(outcomeOf(await begin(browserOf(service.address), id, link)), "403 not_invited");
    }
  });
});

describe("without an invitation", () => {
  test("the e-mail address in a confirmed domain is enough for people of the company", async () => {
    const id = await provider();
    for (const [at, claims] of [{}, { email_verified: undefined }].entries()) {
      const invited = await invite([ADMIN], `by-mail-${at}@acme.example`);
      claim(invited.email.toUpperCase(), claims);
      const { browser, to } = await signIn(id);
      assert.equal(to, "/", JSON.stringify(claims));
      assert.equal(await whoIs(browser), invited.id);
      const session = (await browser("GET session")).body;
      assert.deepEqual(
        [session["means"], session["pendingRoles"]],
        ["oidc", [ADMIN]],
        "roles are still to be accepted",
      );
    }
  });

  test("an address that is not verified, of another domain, or of nobody here gives nothing", async () => {
    const id = await provider();
    const known = await invite([ADMIN], "known@acme.example");
    const outside = await invite([ADMIN], "known@outside.example");
    const subdomain = await invite([ADMIN], "known@sub.acme.example");
    for (const [email, claims] of [
      [known.email, { email_verified: false }],
      [known.email, { email_verified: "true" }],
      [outside.email, {}],
      [subdomain.email, {}],
      ["nobody@acme.example", {}],
      ["known@acme.example@outside.example", {}],
    ] as const) {
      claim(email, claims);
      const { browser, to } = await signIn(id);
      assert.equal(to, "/?signIn=not_invited", `${email} ${JSON.stringify(claims)}`);
      assert.equal(await whoIs(browser), undefined);
    }
  });

  test("a company's provider claims neither people of other companies nor operators", async () => {
    const id = await provider({ company: "beta", domains: ["acme.example", "people.example"] });
    const admin = await personWith(service, ADMIN);
    const operator = await personWith(service, { role: "operator" });
    const support = await personWith(service, { role: "support" });
    const both = await personWith(service, ADMIN, { role: "admin", company: "beta" });
    const own = await personWith(service, { role: "admin", company: "beta" });
    for (const { email } of [admin, operator, support, both]) {
      claim(email);
      const { browser, to } = await signIn(id);
      assert.equal(to, "/?signIn=not_invited", email);
      assert.equal(await whoIs(browser), undefined);
    }
    claim(own.email);
    assert.equal((await signIn(id)).to, "/");
  });

  test("an address that went to another account is not the person's any more", async () => {
    const id = await provider();
    const { email } = await invite([ADMIN], "recycled@acme.example");
    claim(email, { sub: "first" });
    assert.equal((await signIn(id)).to, "/");
    claim(email, { sub: "second" });
    assert.equal((await signIn(id)).to, "/?signIn=not_invited");
    claim("renamed@acme.example", { sub: "first" });
    assert.equal((await signIn(id)).to, "/", "an account is known by its subject");
  });
});

describe("rights that come later", () => {
  test("elsewhere are not accepted by the word of the company's provider", async () => {
    const id = await provider();
    const invited = await invite([ADMIN], "later@acme.example");
    claim(invited.email);
    const { browser } = await signIn(id, invited.link);
    await service.operator("POST people", { email: invited.email, name: "x", roles: [{ role: "operator" }] });
    assert.equal(outcomeOf(await browser("POST me/roles/accept", { role: "operator" })), "403 forbidden");
    assert.equal((await browser("GET companies/acme")).status, 200);
    assert.equal((await browser("GET companies/beta")).status, 404);
    const roles = [ADMIN, { role: "operator" }];
    await service.operator(`PUT people/${invited.id}`, { email: invited.email, name: "Ivan", roles });
    const password = browserOf(service.address);
    const link = await service.operator(`POST people/${invited.id}/link`, {});
    const body = { secret: secretOf(link.body["link"]), password: PASSWORD };
    assert.equal((await password("POST links/accept", body)).status, 200);
    assert.equal((await signIn(id)).to, "/?signIn=not_invited", "an operator is nobody's company's");
  });
});

describe("the way back", () => {
  test("is for the browser that began, once, and only for this provider", async () => {
    const id = await provider();
    const other = await provider({ company: "beta" });
    const { email } = await invite([ADMIN]);
    claim(email);
    const browser = browserOf(service.address);
    const begun = await begin(browser, id);
    const [cookie] = begun.headers["set-cookie"]!;
    assert.match(
      cookie!,
      new RegExp(
        `^callas_oidc=[\\w.-]+; Max-Age=600; Path=/api/v1/session/oidc/${id}/callback; HttpOnly; SameSite=Lax$`,
      ),
    );
    const back = at.visit(String(begun.body["url"]));
    assert.equal(await comeBack(browserOf(service.address), back), "/?signIn=sign_in_expired");
    const swapped = new URL(back);
    swapped.pathname = `/api/v1/session/oidc/${other}/callback`;
    const thief = browserOf(service.address);
    const headers = { cookie: cookie!.split(";")[0]! };
    const mixed = await thief(`GET ${swapped.pathname}${swapped.search}`, undefined, { headers });
    assert.equal(mixed.headers.location, "/?signIn=sign_in_expired");
    const forged = new URL(back);
    forged.searchParams.set("state", "another");
    const wrong = await thief(`GET ${forged.pathname}${forged.search}`, undefined, { headers });
    assert.equal(wrong.headers.location, "/?signIn=provider_failed");
    assert.equal(await comeBack(browser, back), "/");
    const replayed = await thief(`GET ${back.pathname}${back.search}`, undefined, { headers });
    assert.equal(replayed.headers.location, "/?signIn=sign_in_expired", "although this provider takes the code again");
    assert.equal(await whoIs(thief), undefined);
  });

  test("sets a session cookie that other sites do not send, and says nothing of what went wrong", async () => {
    const id = await provider();
    const { email } = await invite([ADMIN]);
    claim(email);
    const browser = browserOf(service.address);
    const back = at.visit(String((await begin(browser, id)).body["url"]));
    const answer = await browser(`GET ${back.pathname}${back.search}`);
    const set = answer.headers["set-cookie"]!.join("\n");
    assert.match(set, /^callas_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/m);
    assert.match(set, /^callas_oidc=; .*Expires=Thu, 01 Jan 1970/m);
    const denied = new URL(`${back.origin}${back.pathname}?error=access_denied&error_description=%3Cscript%3E`);
    denied.searchParams.set("state", back.searchParams.get("state")!);
    await begin(browser, id);
    assert.equal(await comeBack(browser, denied), "/?signIn=provider_failed");
  });

  test("signs nobody in whose token is not right", async () => {
    const id = await provider();
    const { email, link } = await invite([ADMIN]);
    claim(email);
    for (const wrong of [
      { signature: "foreign" },
      { signature: "none" },
      { claims: { ...lies.claims, aud: "another" } },
      { claims: { ...lies.claims, nonce: "another" } },
      { claims: { ...lies.claims, exp: 1 } },
    ] satisfies Lies[]) {
      const kept = { ...lies };
      Object.assign(lies, wrong);
      const { browser, to } = await signIn(id, link);
      assert.equal(to, "/?signIn=provider_failed", JSON.stringify(wrong));
      assert.equal(await whoIs(browser), undefined);
      Object.assign(lies, { signature: undefined, ...kept });
    }
    assert.equal((await signIn(id, link)).to, "/", "the invitation is still good");
  });
});

describe("a provider that goes", () => {
  test("signs out everybody who has an account there, and nobody comes back from it", async () => {
    const id = await provider();
    const invited = await invite([ADMIN]);
    claim(invited.email);
    const { browser } = await signIn(id);
    const password = await personWith(service, ADMIN);
    const late = browserOf(service.address);
    const back = at.visit(String((await begin(late, id)).body["url"]));
    assert.equal((await service.operator(`DELETE identity-providers/${id}`)).status, 200);
    assert.equal(await whoIs(browser), undefined);
    assert.notEqual(await whoIs(password.browser), undefined);
    assert.equal(await comeBack(late, back), "/?signIn=provider_unknown");
    assert.equal(outcomeOf(await begin(late, id)), "404 provider_unknown");
  });

  test("while it is asked signs nobody in", async () => {
    const id = await provider();
    const { email } = await invite([ADMIN]);
    claim(email);
    assert.equal((await signIn(id)).to, "/");
    const late = browserOf(service.address);
    const back = at.visit(String((await begin(late, id)).body["url"]));
    lies.before = async (path) => {
      if (path !== "/token") return;
      assert.equal((await service.operator(`DELETE identity-providers/${id}`)).status, 200);
    };
    assert.equal(await comeBack(late, back), "/?signIn=provider_unknown");
    assert.equal(await whoIs(late), undefined);
  });

  test("to another issuer loses its accounts, whose subjects are other people there", async () => {
    const id = await provider();
    const { email, link } = await invite([ADMIN], "moved@other.example");
    claim(email);
    const { browser } = await signIn(id, link);
    const elsewhere = await openLyingProvider(lies);
    try {
      const { company: _, ...body } = bodyFor(elsewhere);
      assert.equal((await service.operator(`PUT identity-providers/${id}`, body)).status, 200);
      assert.equal(await whoIs(browser), undefined);
      const again = browserOf(service.address);
      const begun = await begin(again, id);
      assert.equal(await comeBack(again, elsewhere.visit(String(begun.body["url"]))), "/?signIn=not_invited");
    } finally {
      await elsewhere.close();
    }
  });

  test("silent keeps nobody else waiting", async () => {
    const id = await provider();
    const { email } = await invite([ADMIN]);
    claim(email);
    const browser = browserOf(service.address);
    const back = at.visit(String((await begin(browser, id)).body["url"]));
    const asked = Promise.withResolvers<void>();
    lies.answers = { "/token": () => asked.resolve() };
    let done = false;
    const waiting = comeBack(browser, back).finally(() => (done = true));
    await asked.promise;
    const put = await service.operator("PUT companies/acme", { ...company, name: "Meanwhile" });
    assert.equal(put.status, 200);
    const other = await personWith(service, ADMIN);
    assert.notEqual(await whoIs(other.browser), undefined);
    assert.equal(done, false);
    assert.equal(await waiting, "/?signIn=provider_failed");
  });
});

describe("a second factor that is required", () => {
  const require = async (roles: object[]) =>
    assert.equal((await service.operator("PUT security", { requireSecondFactor: roles })).status, 200);
  beforeEach(() => require([{ role: "admin", company: "acme" }]));
  afterEach(() => require([]));

  async function member(id: string) {
    const { email, link } = await invite([ADMIN]);
    claim(email, { amr: ["pwd", "mfa"] });
    const { browser, to } = await signIn(id, link);
    assert.equal(to, "/");
    lies.claims = { ...lies.claims, amr: undefined };
    return browser;
  }
  const session = async (browser: Browser) => {
    const { body } = await browser("GET session");
    return [body["means"], body["mustEnrol"]];
  };

  test("may be the provider's, by its word or the operator's trust", async () => {
    const id = await provider();
    const browser = await member(id);
    assert.deepEqual(await session(browser), ["oidc+mfa", false]);
    assert.deepEqual(await session((await signIn(id)).browser), ["oidc", true], "otherwise it has to be set up");
    const { company: _, ...body } = bodyFor(at);
    await service.operator(`PUT identity-providers/${id}`, { ...body, trustsFactor: true });
    assert.deepEqual(await session((await signIn(id)).browser), ["oidc+mfa", false]);
  });

  test("is the person's app, whose code comes after the provider", async () => {
    const id = await provider();
    const browser = await member(id);
    const { secret } = (await browser("PUT me/totp")).body as { secret: string };
    const confirmed = await browser("POST me/totp", { code: new TOTP({ secret }).generate() });
    assert.equal(confirmed.status, 200, confirmed.text);
    const [recovery] = confirmed.body["recoveryCodes"] as string[];

    const half = await signIn(id);
    assert.equal(half.to, "/?signIn=second_factor_required");
    assert.equal(await whoIs(half.browser), undefined, "it opens nothing else");
    const kept = half.browser.cookies();
    assert.equal(outcomeOf(await half.browser("POST session/oidc/code", { code: "000000" })), "401 credentials_wrong");
    const full = await half.browser("POST session/oidc/code", { code: recovery });
    assert.deepEqual([full.status, full.body["means"], full.body["mustEnrol"]], [200, "oidc+recovery-code", false]);
    const [, other] = confirmed.body["recoveryCodes"] as string[];
    const again = await service.as()("POST session/oidc/code", { code: other }, { headers: { cookie: kept } });
    assert.equal(outcomeOf(again), "401 sign_in_expired", "the sign-in is over");
    assert.equal(outcomeOf(await service.as()("POST session/oidc/code", { code: other })), "401 sign_in_expired");
  });

  test("that was not shown is neither removed nor replaced, also where it is required only now", async () => {
    const id = await provider();
    const browser = await member(id);
    const { secret } = (await browser("PUT me/totp")).body as { secret: string };
    assert.equal((await browser("POST me/totp", { code: new TOTP({ secret }).generate() })).status, 200);
    await require([]);
    const thief = (await signIn(id)).browser;
    assert.deepEqual(await session(thief), ["oidc", false]);
    await require([{ role: "admin", company: "acme" }]);
    assert.deepEqual(await session(thief), ["oidc", true]);
    for (const what of ["DELETE me/totp", "POST me/recovery-codes", "POST me/passkeys/options"])
      assert.equal(outcomeOf(await thief(what as `GET ${string}`)), "401 second_factor_required", what);
  });

  test("is the person's passkey, which is enough alone", async () => {
    const id = await provider();
    const browser = await member(id);
    const asked = await browser("POST me/passkeys/options");
    const authenticator = createAuthenticator(ORIGIN);
    const response = authenticator.register(asked.body as never);
    assert.equal((await browser("POST me/passkeys", { name: "Phone", response })).status, 200);
    assert.deepEqual(await session(browser), ["oidc+mfa", false]);
    const refused = await signIn(id);
    assert.equal(refused.to, "/?signIn=passkey_required");
    assert.equal(await whoIs(refused.browser), undefined);
  });
});

describe("one's own accounts", () => {
  test("are listed, and removed unless they are the only way to sign in", async () => {
    const id = await provider();
    const { email } = await invite([ADMIN]);
    claim(email);
    const { browser } = await signIn(id);
    const { items } = (await browser("GET me/identities")).body as { items: { provider: object; subject: string }[] };
    assert.deepEqual(
      items.map(({ provider, subject }) => [provider, subject]),
      [[{ id, name: "Acme", company: "acme" }, `of ${email}`]],
    );
    assert.equal(outcomeOf(await browser(`DELETE me/identities/${id}`)), "409 last_way_in");
    assert.equal((await browser("PUT me/password", { password: PASSWORD })).status, 200);
    assert.equal((await browser(`DELETE me/identities/${id}`)).status, 200);
    assert.equal(outcomeOf(await browser(`DELETE me/identities/${id}`)), "404 identity_unknown");
    assert.deepEqual((await browser("GET me/identities")).body["items"], []);
  });

  const connect = (browser: Browser, id: string) => browser("POST me/identities", { provider: id });
  const offered = async (browser: Browser) =>
    ((await browser("GET me/identities")).body["offered"] as { id: string }[]).map(({ id }) => id);

  test("are connected by whoever is signed in, whose other sessions end, and sign in from then on", async () => {
    const id = await provider({ domains: [] });
    const elsewhere = await provider({ company: "beta" });
    const { email, id: person, browser } = await personWith(service, ADMIN);
    const other = browserOf(service.address);
    await other("POST session", { email, password: PASSWORD });
    assert.deepEqual(await offered(browser), [id]);
    assert.equal(outcomeOf(await connect(browser, elsewhere)), "404 provider_unknown");
    claim("anybody@elsewhere.example");
    const begun = await connect(browser, id);
    assert.equal(begun.status, 200, begun.text);
    const former = browser.cookies();
    const back = at.visit(String(begun.body["url"]));
    assert.equal(await comeBack(browser, back), "/account");
    assert.notEqual(browser.cookies(), former);
    assert.equal((await browser("GET session")).body["means"], "link", "it goes on as it began");
    assert.equal(await whoIs(other), undefined);
    assert.deepEqual(await offered(browser), []);
    assert.equal(outcomeOf(await connect(browser, id)), "404 provider_unknown", "there is one already");
    const { browser: again, to } = await signIn(id);
    assert.deepEqual([to, await whoIs(again)], ["/", person]);
    const history = await service.operator("GET history?limit=1");
    assert.match(history.text, /me\.identity\.add/);
  });

  test("are not connected if they are somebody else's", async () => {
    const id = await provider();
    const { email, link } = await invite([ADMIN]);
    claim(email);
    assert.equal((await signIn(id, link)).to, "/");
    const { browser } = await personWith(service, ADMIN);
    const { url } = (await connect(browser, id)).body as { url: string };
    assert.equal(await comeBack(browser, at.visit(url)), "/account?connect=factor_exists");
    assert.deepEqual((await browser("GET me/identities")).body["items"], []);
  });

  test("are not connected once the session is over that began it, nor in another browser", async () => {
    const id = await provider();
    const { email, browser } = await personWith(service, ADMIN);
    const { url } = (await connect(browser, id)).body as { url: string };
    const back = at.visit(url);
    assert.equal(await comeBack(browserOf(service.address), back), "/?signIn=sign_in_expired");
    await browser("DELETE session");
    assert.equal(await comeBack(browser, back), "/account?connect=sign_in_expired");
    await browser("POST session", { email, password: PASSWORD });
    assert.deepEqual(await offered(browser), [id]);
    assert.deepEqual((await browser("GET me/identities")).body["items"], []);
  });

  test("are not removed after a password alone by whoever has a passkey to show", async () => {
    const id = await provider();
    const { email, browser } = await personWith(service, ADMIN);
    claim(email);
    const { url } = (await connect(browser, id)).body as { url: string };
    assert.equal(await comeBack(browser, at.visit(url)), "/account");
    const authenticator = createAuthenticator(ORIGIN);
    const response = authenticator.register((await browser("POST me/passkeys/options")).body as never);
    assert.equal((await browser("POST me/passkeys", { name: "Phone", response })).status, 200);
    await service.operator("PUT security", { requireSecondFactor: [ADMIN] });
    try {
      const weak = browserOf(service.address);
      assert.equal((await weak("POST session", { email, password: PASSWORD })).body["mustEnrol"], true);
      assert.equal(outcomeOf(await weak(`DELETE me/identities/${id}`)), "401 passkey_required");
    } finally {
      await service.operator("PUT security", { requireSecondFactor: [] });
    }
    assert.equal(outcomeOf(await browser(`DELETE me/identities/${id}`)), "200");
  });

  test("are not connected for operators, nor after a password alone by whoever has a passkey to show", async () => {
    const id = await provider();
    for (const roles of [[{ role: "operator" }], [ADMIN, { role: "support" }]]) {
      const { browser } = await personWith(service, ...roles);
      assert.deepEqual(await offered(browser), []);
      assert.equal(outcomeOf(await connect(browser, id)), "404 provider_unknown");
    }
    const { email, browser } = await personWith(service, ADMIN);
    const authenticator = createAuthenticator(ORIGIN);
    const response = authenticator.register((await browser("POST me/passkeys/options")).body as never);
    assert.equal((await browser("POST me/passkeys", { name: "Phone", response })).status, 200);
    await service.operator("PUT security", { requireSecondFactor: [ADMIN] });
    try {
      const weak = browserOf(service.address);
      assert.equal((await weak("POST session", { email, password: PASSWORD })).body["mustEnrol"], true);
      assert.equal(outcomeOf(await connect(weak, id)), "401 passkey_required");
    } finally {
      await service.operator("PUT security", { requireSecondFactor: [] });
    }
  });
});

describe("a proof with a password", () => {
  test("leaves the session what the provider opened", async () => {
    const id = await provider();
    const { email, browser: first } = await personWith(service, ADMIN);
    await service.operator(`PUT identity-providers/${id}`, {
      ...bodyFor(at),
      company: undefined,
      domains: ["people.example"],
    });
    claim(email);
    const { browser } = await signIn(id);
    const before = (await browser("GET session")).body;
    const proven = await browser("POST session/proof", { password: PASSWORD });
    assert.deepEqual([before["means"], proven.status, proven.body["means"]], ["oidc", 200, "oidc"]);
    assert.ok(String(proven.body["authenticatedAt"]) >= String(before["authenticatedAt"]));
    const { secret } = (await first("PUT me/totp")).body as { secret: string };
    const confirmed = await first("POST me/totp", { code: new TOTP({ secret }).generate() });
    const [code] = confirmed.body["recoveryCodes"] as string[];
    const { browser: later } = await signIn(id);
    assert.equal((await later("GET session")).body["means"], "oidc", "no second factor is required");
    const full = await later("POST session/proof", { password: PASSWORD, code });
    assert.equal(full.body["means"], "oidc+recovery-code");
  });
});
