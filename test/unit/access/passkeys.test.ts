/** Passkeys against an authenticator in software: the two ceremonies, and each lie that must be refused. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createAuthenticator, type Algorithm, type Lies } from "../../../lab/service/authenticator.ts";
import { newMaker } from "../../../lab/service/maker-certificate.ts";
import { askToRegister, askToSignIn, register, signIn } from "../../../src/access/passkeys.ts";
import { siteOf } from "../../../src/access/site.ts";

const site = siteOf("https://callas.acme.example")!;
const ivan = { id: "p-1", email: "ivan@acme.example", name: "Ivan" };

async function registered(about: Parameters<typeof createAuthenticator>[1] = {}) {
  const authenticator = createAuthenticator(site.origin, about);
  const asked = await askToRegister(site, ivan, []);
  const passkey = await register(site, asked.challenge, authenticator.register(asked));
  assert.ok(passkey);
  return { authenticator, passkey };
}

/** Lies that are refused at both ceremonies. */
const LIES: Readonly<Record<string, Lies>> = {
  "another site": { origin: "https://callas.evil.example" },
  "the same host on another port": { origin: `${site.origin}:8443` },
  "the site without TLS": { origin: "http://callas.acme.example" },
  "a passkey of another relying party": { rpId: "acme.example" },
  "another challenge": { challenge: Buffer.alloc(32).toString("base64url") },
  "no user verification": { userVerified: false },
  "nobody present": { userPresent: false },
};

describe("registering", () => {
  test("is asked with user verification and a discoverable passkey required, and three algorithms", async () => {
    const known = { id: "AAAA", transports: ["usb"] };
    const asked = await askToRegister(site, ivan, [known]);
    assert.deepEqual(asked.rp, { id: "callas.acme.example", name: "Callas" });
    assert.equal(Buffer.from(asked.user.id, "base64url").toString(), "p-1");
    assert.deepEqual([asked.user.name, asked.user.displayName], ["ivan@acme.example", "Ivan"]);
    const { residentKey, userVerification } = asked.authenticatorSelection!;
    assert.deepEqual([residentKey, userVerification], ["required", "required"]);
    assert.deepEqual(
      asked.pubKeyCredParams.map(({ alg }) => alg),
      [-8, -7, -257],
    );
    assert.equal(asked.attestation, "none");
    assert.deepEqual(asked.excludeCredentials, [{ ...known, type: "public-key" }]);
    assert.notEqual((await askToRegister(site, ivan, [])).challenge, asked.challenge);
  });

  for (const algorithm of ["ES256", "Ed25519"] satisfies Algorithm[])
    test(`gives a passkey to store, with ${algorithm}`, async () => {
      const { passkey } = await registered({ algorithm });
      assert.match(passkey.id, /^[A-Za-z0-9_-]{22}$/);
      assert.match(passkey.publicKey, /^[A-Za-z0-9_-]{50,}$/);
      assert.deepEqual([passkey.counter, passkey.backedUp, passkey.transports], [1, false, ["hybrid", "internal"]]);
      assert.deepEqual(JSON.parse(JSON.stringify(passkey)), passkey, "it can be stored");
    });

  test("tells a synchronised passkey", async () => {
    const { passkey } = await registered({ synchronised: true });
    assert.deepEqual([passkey.counter, passkey.backedUp], [0, true]);
  });

  for (const [what, lies] of Object.entries(LIES))
    test(`is refused: ${what}`, async () => {
      const asked = await askToRegister(site, ivan, []);
      assert.equal(await register(site, asked.challenge, createAuthenticator(site.origin).register(asked, lies)), null);
    });

  test("is refused with an algorithm that was not offered", async () => {
    const asked = await askToRegister(site, ivan, []);
    const answer = createAuthenticator(site.origin, { algorithm: "ES384" }).register(asked);
    assert.equal(await register(site, asked.challenge, answer), null);
  });

  test("is refused with the answer to an earlier question", async () => {
    const authenticator = createAuthenticator(site.origin);
    const earlier = await askToRegister(site, ivan, []);
    const answer = authenticator.register(earlier);
    assert.ok(await register(site, earlier.challenge, answer));
    const asked = await askToRegister(site, ivan, []);
    assert.equal(await register(site, asked.challenge, answer), null);
  });

  test("takes an authenticator that signs for itself, and none with certificates, which nobody asked for", async () => {
    for (const [attestation, taken] of [
      ["self", true],
      [newMaker(), false],
    ] as const) {
      const asked = await askToRegister(site, ivan, []);
      const answer = createAuthenticator(site.origin).register(asked, { attestation });
      assert.equal((await register(site, asked.challenge, answer)) !== null, taken, String(taken));
    }
  });

  test("keeps no transports but the standard's", async () => {
    const asked = await askToRegister(site, ivan, []);
    const answer = createAuthenticator(site.origin).register(asked);
    for (const transports of [["usb", "x".repeat(1000), 1, "usb"], "usb", undefined]) {
      const stored = await register(site, asked.challenge, { ...answer, response: { ...answer.response, transports } });
      assert.deepEqual(stored?.transports, Array.isArray(transports) ? ["usb"] : []);
    }
  });
});

describe("signing in", () => {
  test("is asked with user verification required, and names nobody's passkeys", async () => {
    const asked = askToSignIn(site);
    assert.deepEqual([asked.rpId, asked.userVerification], ["callas.acme.example", "required"]);
    assert.equal(asked.allowCredentials, undefined);
    assert.notEqual(askToSignIn(site).challenge, asked.challenge);
  });

  for (const algorithm of ["ES256", "Ed25519"] satisfies Algorithm[])
    test(`works again and again, with ${algorithm}`, async () => {
      const { authenticator, passkey } = await registered({ algorithm });
      let { counter } = passkey;
      for (let times = 0; times < 3; times++) {
        const asked = askToSignIn(site);
        const answer = authenticator.signIn(asked);
        assert.deepEqual(await signIn(site, asked.challenge, answer, { ...passkey, counter }), {
          counter: counter + 1,
        });
        counter += 1;
      }
    });

  test("works with a synchronised passkey, which does not count", async () => {
    const { authenticator, passkey } = await registered({ synchronised: true });
    for (let times = 0; times < 2; times++) {
      const asked = askToSignIn(site);
      const answer = authenticator.signIn(asked);
      assert.deepEqual(await signIn(site, asked.challenge, answer, passkey), { counter: 0 });
    }
  });

  for (const [what, lies] of Object.entries({ ...LIES, "a signature of another key": { foreignKey: true } }))
    test(`is refused: ${what}`, async () => {
      const { authenticator, passkey } = await registered();
      const asked = askToSignIn(site);
      assert.equal(await signIn(site, asked.challenge, authenticator.signIn(asked, lies), passkey), null);
    });

  test("is refused with a counter that stands still or goes back: the passkey was copied", async () => {
    const { authenticator, passkey } = await registered();
    for (const counter of [0, 6, 7]) {
      const asked = askToSignIn(site);
      const answer = authenticator.signIn(asked, { counter });
      assert.equal(await signIn(site, asked.challenge, answer, { ...passkey, counter: 7 }), null, `${counter}`);
    }
  });

  test("is refused with the answer to an earlier question, or the same one twice", async () => {
    const { authenticator, passkey } = await registered();
    const earlier = askToSignIn(site);
    const answer = authenticator.signIn(earlier);
    const signedIn = await signIn(site, earlier.challenge, answer, passkey);
    assert.ok(signedIn);
    assert.equal(await signIn(site, askToSignIn(site).challenge, answer, passkey), null);
    assert.equal(await signIn(site, earlier.challenge, answer, { ...passkey, ...signedIn }), null);
  });

  test("is refused with the passkey of somebody else", async () => {
    const { authenticator } = await registered();
    const { passkey } = await registered();
    const asked = askToSignIn(site);
    const answer = authenticator.signIn(asked);
    assert.equal(await signIn(site, asked.challenge, answer, passkey), null);
    assert.equal(await signIn(site, asked.challenge, { ...answer, id: passkey.id, rawId: passkey.id }, passkey), null);
  });

  test("is refused with what was changed after it was signed", async () => {
    const { authenticator, passkey } = await registered();
    const asked = askToSignIn(site);
    const unverified = authenticator.signIn(asked, { userVerified: false });
    const data = Buffer.from(unverified.response.authenticatorData, "base64url");
    data[32]! |= 0x04;
    const response = { ...unverified.response, authenticatorData: data.toString("base64url") };
    assert.equal(await signIn(site, asked.challenge, { ...unverified, response }, passkey), null);
  });
});

test("an answer of a wrong form is refused", async () => {
  const { authenticator, passkey } = await registered();
  const asked = askToSignIn(site);
  const answer = authenticator.signIn(asked);
  const creation = createAuthenticator(site.origin).register({ ...(await askToRegister(site, ivan, [])), ...asked });
  for (const response of [
    undefined,
    null,
    "",
    7,
    [],
    {},
    { ...answer, response: null },
    { ...answer, response: { ...answer.response, signature: 7 } },
    { ...answer, response: { ...answer.response, authenticatorData: "AAAA" } },
    { ...answer, response: { ...answer.response, clientDataJSON: "e30" } },
    { ...answer, type: "password" },
    { ...creation, id: passkey.id, rawId: passkey.id },
  ])
    assert.equal(await signIn(site, asked.challenge, response, passkey), null, JSON.stringify(response));
  for (const response of [null, "", [], {}, answer, { ...creation, response: { attestationObject: "////" } }])
    assert.equal(await register(site, asked.challenge, response), null, JSON.stringify(response));
});
