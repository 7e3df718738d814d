/** Signing in at identity providers: a real one in a process of its own, and one that lies. */
import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, test } from "node:test";
import { startIdentityProvider } from "../../lab/service/identity-provider.ts";
import { finishOidc, startOidc, type OidcProvider } from "../../src/access/oidc.ts";
import { OidcFailed } from "../../src/access/oidc-failed.ts";
import { openLyingProvider, type Lies, type LyingProvider } from "./lying-provider.ts";

const redirectUri = "https://callas.acme.example/api/v1/session/oidc/p-1/callback";
const inside = { allowPrivate: true };

type Named = Readonly<{ issuer: string; clientId: string; clientSecret: string }>;

const providerOf = ({ issuer, clientId, clientSecret }: Named, id = "p-1"): OidcProvider => ({
  id,
  issuer,
  clientId,
  clientSecret,
});

async function signIn(at: Named & Pick<LyingProvider, "visit">) {
  const provider = providerOf(at);
  const { url, asked } = await startOidc(provider, redirectUri, inside);
  return finishOidc(provider, asked, at.visit(url), inside);
}

/** @returns the reason */
async function assertFails(work: Promise<unknown>, secrets: readonly string[], what = ""): Promise<string> {
  const error = await work.then(
    () => assert.fail(`signed in: ${what}`),
    (error: unknown) => error,
  );
  assert.ok(error instanceof OidcFailed, `${what}: ${String(error)}`);
  for (const secret of secrets) assert.ok(!`${error.stack}${JSON.stringify(error)}`.includes(secret), what);
  assert.equal(error.cause, undefined, "a logger would print it");
  return error.reason;
}

async function lying(lies: Lies, use: (provider: LyingProvider) => Promise<void>): Promise<void> {
  const provider = await openLyingProvider(lies);
  try {
    await use(provider);
  } finally {
    await provider.close();
  }
}

describe("a real provider", () => {
  for (const authentication of ["client_secret_basic", "client_secret_post"] as const)
    test(`says who signed in, asked with ${authentication}`, async () => {
      const real = await startIdentityProvider([redirectUri], authentication);
      try {
        const provider = providerOf(real);
        const { url, asked } = await startOidc(provider, redirectUri, inside);
        const { searchParams } = new URL(url);
        assert.equal(searchParams.get("code_challenge_method"), "S256");
        assert.ok(!url.includes(asked.codeVerifier) && !url.includes(encodeURIComponent(real.clientSecret)));
        const callback = await real.visit(url);
        const kept = JSON.parse(JSON.stringify(asked)) as typeof asked;
        assert.deepEqual(await finishOidc(provider, kept, callback, inside), {
          subject: "ivan",
          email: "ivan@acme.example",
          emailVerified: true,
          name: "Ivan",
          amr: ["pwd", "otp", "mfa"],
        });
        const secrets = [real.clientSecret, callback.searchParams.get("code")!];
        const again = await assertFails(finishOidc(provider, asked, callback, inside), secrets, "the code again");
        assert.equal(again, "the provider answers invalid_grant");
      } finally {
        await real.stop();
      }
    });

  test("refuses a wrong secret and another's proof key, and the reasons hold no secret", async () => {
    const real = await startIdentityProvider([redirectUri]);
    try {
      const provider = providerOf(real);
      const wrong = { ...provider, clientSecret: "wrong-secret" };
      const first = await startOidc(wrong, redirectUri, inside);
      const refused = finishOidc(wrong, first.asked, await real.visit(first.url), inside);
      assert.equal(await assertFails(refused, ["wrong-secret"]), "the provider answers invalid_client");
      const own = await startOidc(provider, redirectUri, inside);
      const { codeVerifier } = (await startOidc(provider, redirectUri, inside)).asked;
      const stolen = finishOidc(provider, { ...own.asked, codeVerifier }, await real.visit(own.url), inside);
      assert.equal(await assertFails(stolen, [codeVerifier]), "the provider answers invalid_grant");
    } finally {
      await real.stop();
    }
  });
});

describe("what the provider says", () => {
  test("is taken as it says it, once it asks for discovery only the first time", () =>
    lying({ claims: { name: "Ivan", email: "Ivan@Acme.example" } }, async (provider) => {
      const about = { email: "ivan@acme.example", emailVerified: true, name: "Ivan", amr: [] };
      for (let times = 0; times < 2; times++) assert.deepEqual(await signIn(provider), { subject: "u-1", ...about });
      assert.equal(provider.asked.filter((path) => path.includes("openid-configuration")).length, 1);
      assert.ok(!provider.asked.includes("/userinfo"), "the ID token has the e-mail address");
    }));

  test("of the e-mail address is nothing, or not verified, unless it is said properly", async () => {
    for (const [claims, email, emailVerified] of [
      [{ email_verified: undefined }, "ivan@acme.example", null],
      [{ email_verified: false }, "ivan@acme.example", false],
      [{ email_verified: "true" }, "ivan@acme.example", false],
      [{ email_verified: 1 }, "ivan@acme.example", false],
      [{ email: "ivan@acme.example\r\nBcc: evil@evil.example" }, null, null],
      [{ email: ["ivan@acme.example"] }, null, null],
      [{ email: null }, null, null],
      [{ email: `${"x".repeat(300)}@acme.example` }, null, null],
    ] as const)
      await lying({ claims }, async (provider) => {
        const identity = await signIn(provider);
        assert.deepEqual([identity.email, identity.emailVerified], [email, emailVerified], JSON.stringify(claims));
      });
  });

  test("of the person may come from the UserInfo endpoint, all of it, if it is the same person", async () => {
    const claims = { email: undefined };
    await lying({ claims, userinfo: { email: "ivan@acme.example" } }, async (provider) => {
      const { email, emailVerified } = await signIn(provider);
      // The ID token's email_verified is about another address.
      assert.deepEqual([email, emailVerified], ["ivan@acme.example", null]);
    });
    await lying({ claims, userinfo: { sub: "u-2", email: "anna@acme.example" } }, async (provider) => {
      await assertFails(signIn(provider), []);
    });
    await lying({ claims, metadata: { userinfo_endpoint: undefined } }, async (provider) => {
      assert.equal((await signIn(provider)).email, null);
    });
  });

  test("is cut to what has a use", () =>
    lying({ claims: { name: "x".repeat(10_000), amr: ["x".repeat(10_000)] } }, async (provider) => {
      const { name, amr } = await signIn(provider);
      assert.deepEqual([name, amr], [null, []]);
    }));
});

const now = () => Math.floor(Date.now() / 1000);

/** With the reason for each, so that none is refused for another fault of the test's own. */
const LYING_TOKENS: Readonly<Record<string, readonly [Lies, RegExp]>> = {
  "signed with a key that is not the provider's": [{ signature: "foreign" }, /^JWT signature verification failed$/],
  "not signed": [{ signature: "none" }, /"alg" header/],
  "signed with the client's secret": [{ signature: "HS256" }, /"alg" header/],
  "changed after it was signed": [{ tamper: changed }, /^JWT signature verification failed$/],
  "for another client": [{ claims: { aud: "other" } }, /"aud"/],
  "for another client too": [{ claims: { aud: ["callas", "other"] } }, /"aud"/],
  "given to another client": [{ claims: { aud: ["callas", "other"], azp: "other" } }, /"azp"/],
  "of another issuer": [{ claims: { iss: "https://other.example" } }, /"iss"/],
  "for another sign-in": [{ claims: { nonce: "other" } }, /"nonce" claim value/],
  "for no sign-in in particular": [{ claims: { nonce: undefined } }, /"nonce".* missing/],
  "that is over": [{ claims: { iat: now() - 1000, exp: now() - 500 } }, /expiration is past/],
  "that never ends": [{ claims: { exp: undefined } }, /"exp".* missing/],
  "about nobody": [{ claims: { sub: undefined } }, /"sub".* missing/],
  "about nobody, with an empty name": [{ claims: { sub: "" } }, /not as it should be/],
  "about somebody with an endless name": [{ claims: { sub: "x".repeat(256) } }, /not as it should be/],
  "that is none": [{ tamper: () => "" }, /"id_token"/],
};

function changed(token: string): string {
  const [head, claims, signature] = token.split(".");
  const other = Buffer.from(claims!, "base64url").toString().replace("u-1", "u-2");
  return `${head}.${Buffer.from(other).toString("base64url")}.${signature}`;
}

describe("an ID token is refused", () => {
  for (const [what, [lies, reason]] of Object.entries(LYING_TOKENS))
    test(what, () =>
      lying(lies, async (provider) => {
        assert.match(await assertFails(signIn(provider), [provider.clientSecret]), reason);
      }),
    );
});

const endless = (response: ServerResponse) => {
  response.setHeader("content-type", "application/json");
  const more = () => {
    while (response.write(" ".repeat(10_000)));
  };
  response.on("drain", more);
  more();
};

const DISCOVERY = "/.well-known/openid-configuration";

const discovered = (answer: (response: ServerResponse) => unknown): Lies => ({
  answers: { [DISCOVERY]: (response) => void answer(response) },
});

describe("discovery is refused", () => {
  const start = (provider: Named) => startOidc(providerOf(provider), redirectUri, inside);

  for (const [what, [lies, reason]] of Object.entries<readonly [Lies, RegExp]>({
    "of another issuer": [{ metadata: { issuer: "https://other.example" } }, /does not match/],
    "of a part of another issuer": [{ metadata: { issuer: "http://127.0.0.1" } }, /does not match/],
    "with a page that is a script": [{ metadata: { authorization_endpoint: "javascript:alert(1)" } }, /only HTTP/],
    "with no page": [{ metadata: { authorization_endpoint: undefined } }, /authorization_endpoint/],
    "that leads elsewhere": [
      discovered((response) => response.writeHead(302, { location: "/elsewhere" }).end()),
      /status/,
    ],
    "that is no JSON": [discovered((response) => response.end("<html>")), /content-type/],
    "that fails": [discovered((response) => response.writeHead(500).end()), /status/],
  }))
    test(what, () =>
      lying(lies, async (provider) => {
        assert.match(await assertFails(start(provider), [provider.clientSecret]), reason);
        assert.deepEqual(provider.asked, [DISCOVERY], "nothing else is asked");
      }),
    );

  test("without end", () =>
    lying({ answers: { [DISCOVERY]: endless } }, async (provider) => {
      assert.match(await assertFails(start(provider), []), /more than 262144 bytes/);
    }));

  test("in silence", () =>
    lying({ answers: { [DISCOVERY]: () => {} } }, async (provider) => {
      assert.match(await assertFails(start(provider), []), /more than 5000 ms/);
    }));

  test("and tried again the next time", () => {
    const answers: Record<string, (response: ServerResponse) => void> = {
      [DISCOVERY]: (response) => void response.writeHead(503).end(),
    };
    return lying({ answers }, async (provider) => {
      await assertFails(start(provider), []);
      delete answers[DISCOVERY];
      assert.ok((await start(provider)).url.startsWith(`${provider.issuer}/auth?`));
    });
  });

  test("at a private address, unless these are allowed, and without TLS elsewhere than on this machine", async () => {
    await lying({}, async (provider) => {
      await startOidc(providerOf(provider), redirectUri, inside);
      const outside = { allowPrivate: false };
      const secure = { ...providerOf(provider), issuer: provider.issuer.replace("http:", "https:") };
      for (const refused of [providerOf(provider), secure])
        await assertFails(startOidc(refused, redirectUri, outside), [], refused.issuer);
      assert.deepEqual(provider.asked, [DISCOVERY]);
    });
    const plain = { ...providerOf({ issuer: "http://10.0.0.1", clientId: "c", clientSecret: "s" }) };
    assert.match(await assertFails(startOidc(plain, redirectUri, inside), []), /HTTPS/);
  });
});

describe("the other answers", () => {
  test("without end are cut off, and redirects are not followed", async () => {
    const elsewhere = (response: ServerResponse) => void response.writeHead(307, { location: "/elsewhere" }).end();
    for (const path of ["/token", "/keys", "/userinfo"])
      for (const [answer, reason] of [
        [endless, /more than 262144 bytes/],
        [elsewhere, /./],
      ] as const)
        await lying({ claims: { email: undefined }, answers: { [path]: answer } }, async (provider) => {
          assert.match(await assertFails(signIn(provider), [provider.clientSecret], path), reason);
          assert.ok(provider.asked.includes(path) && !provider.asked.includes("/elsewhere"));
        });
  });

  test("go to no address without TLS on another machine", () =>
    lying({ metadata: { token_endpoint: "http://192.0.2.1/token" } }, async (provider) => {
      assert.match(await assertFails(signIn(provider), [provider.clientSecret]), /without TLS/);
    }));

  test("that repeat the secret, or are made to look like a log, leave nothing of it in the reason", async () => {
    const words = { error: "the-secret-of-the-client\n{}", error_description: "the-secret-of-the-client" };
    const answer = (response: ServerResponse) =>
      void response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify(words));
    await lying({ answers: { "/token": answer } }, async (provider) => {
      assert.match(await assertFails(signIn(provider), [provider.clientSecret]), /not OAuth's/);
    });
  });
});

describe("what the browser comes back with", () => {
  /** Changes the way back of an honest sign-in. */
  const comingBack = (change: (callback: URL) => void, reason: RegExp) =>
    lying({}, async (provider) => {
      const { url, asked } = await startOidc(providerOf(provider), redirectUri, inside);
      const callback = provider.visit(url);
      change(callback);
      const finished = finishOidc(providerOf(provider), asked, callback, inside);
      assert.match(await assertFails(finished, [provider.clientSecret, asked.state]), reason);
      assert.ok(!provider.asked.includes("/token"), "no code is sent");
    });

  for (const [what, [change, reason]] of Object.entries<readonly [(callback: URL) => void, RegExp]>({
    "another state": [({ searchParams }) => searchParams.set("state", "other"), /"state"/],
    "no state": [({ searchParams }) => searchParams.delete("state"), /"state"/],
    "two states": [({ searchParams }) => searchParams.append("state", "other"), /"state".* once/],
    "no code": [({ searchParams }) => searchParams.delete("code"), /no authorization code/],
    "another issuer (RFC 9207)": [({ searchParams }) => searchParams.set("iss", "https://other.example"), /"iss"/],
    "an error": [({ searchParams }) => searchParams.set("error", "access_denied"), /answers access_denied/],
    "an error of its own": [({ searchParams }) => searchParams.set("error", "fake\nline"), /not OAuth's/],
    "the way back of another provider": [
      (callback) => void (callback.pathname = "/oidc/p-2/callback"),
      /another provider/,
    ],
    "another host": [(callback) => void (callback.host = "other.example"), /another provider/],
  }))
    test(`is refused: ${what}`, () => comingBack(change, reason));

  test("is refused at another provider than the one that was asked (mix-up)", () =>
    lying({}, (honest) =>
      lying({}, async (attacker) => {
        const { url, asked } = await startOidc(providerOf(honest, "honest"), redirectUri, inside);
        const callback = honest.visit(url);
        const mixedUp = finishOidc(providerOf(attacker, "attacker"), asked, callback, inside);
        assert.match(await assertFails(mixedUp, []), /another provider/);
        assert.deepEqual(attacker.asked, [], "the honest provider's code is not given to the attacker");
      }),
    ));
});
