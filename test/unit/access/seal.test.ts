/** Sealed texts: who can open them, and what happens to changed ones. */
import assert from "node:assert/strict";
import { createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { test } from "node:test";
import { createSeal } from "../../../src/access/seal.ts";

const secret = randomBytes(32);
const { seal, open, mac } = createSeal(secret);

test("a sealed text opens again, for its purpose alone", () => {
  for (const text of ["JBSWY3DPEHPK3PXP", "", "Schlüssel ключ 🔑", "x".repeat(100_000)]) {
    const sealed = seal(text, "totp of anna");
    assert.equal(open(sealed, "totp of anna"), text);
    assert.equal(createSeal(Buffer.from(secret)).open(sealed, "totp of anna"), text, "after a restart");
    for (const purpose of ["totp of ivan", "totp of ann", "", "mac"]) assert.equal(open(sealed, purpose), null);
    assert.equal(createSeal(randomBytes(32)).open(sealed, "totp of anna"), null, "another secret");
  }
});

test("the same text is sealed differently each time, and does not show", () => {
  const sealed = new Set(Array.from({ length: 100 }, () => seal("JBSWY3DPEHPK3PXP", "totp")));
  assert.equal(sealed.size, 100);
  for (const text of sealed) assert.match(text, /^v1\.[\w-]{59}$/);
});

test("a changed text does not open, whichever bit it is", () => {
  const bytes = Buffer.from(seal("secret", "totp").slice(3), "base64url");
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    assert.equal(open(`v1.${changed.toString("base64url")}`, "totp"), null, `bit ${bit}`);
  }
  for (let length = 0; length < bytes.length; length += 1)
    assert.equal(open(`v1.${bytes.subarray(0, length).toString("base64url")}`, "totp"), null, `${length} bytes`);
  for (const other of ["", "v1.", "v2.", `v2.${bytes.toString("base64url")}`, bytes.toString("base64url"), "secret"])
    assert.equal(open(other, "totp"), null, other);
});

test("it is AES-256-GCM with a key of HKDF-SHA-256, so that another program could open it", () => {
  const bytes = Buffer.from(seal("secret", "totp").slice(3), "base64url");
  const key = Buffer.from(hkdfSync("sha256", secret, "", "callas seal v1 totp", 32));
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16));
  assert.equal(decipher.update(bytes.subarray(12, -16), undefined, "utf8") + decipher.final("utf8"), "secret");
});

test("a code of a text depends on the secret, the purpose and the text", () => {
  const code = mac("history", "row");
  assert.match(code, /^[\w-]{43}$/);
  assert.equal(mac("history", "row"), code);
  const others = [mac("history", "row "), mac("device", "row"), createSeal(randomBytes(32)).mac("history", "row")];
  assert.equal(new Set([code, ...others]).size, 4);
});

test("a secret of another length is a mistake", () => {
  for (const length of [0, 16, 31, 33, 64]) assert.throws(() => createSeal(randomBytes(length)), RangeError);
});
