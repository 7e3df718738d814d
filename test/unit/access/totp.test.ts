/** Which codes of an authenticator app are taken, and for which time step. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { newTotp, totpStep } from "../../../src/access/totp.ts";

/** The secret of RFC 6238, appendix B ("12345678901234567890"), in Base32. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/** Computed independently of the library: RFC 4226, 5.3. */
function codeOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", key).update(counter).digest();
  const bits = mac.readUInt32BE(mac.at(-1)! & 0xf) & 0x7f_ff_ff_ff;
  return String(bits % 1_000_000).padStart(6, "0");
}

const code = (step: number) => codeOf(Buffer.from("12345678901234567890"), step);

test("the codes of RFC 6238, appendix B, cut to six digits, belong to their step", () => {
  for (const [seconds, digits] of [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ] as const)
    assert.equal(totpStep(SECRET, digits, seconds * 1000), Math.floor(seconds / 30), digits);
});

test("a code is taken during its step, the one before and the one after, and always stands for its own", () => {
  const step = 55_555_555;
  for (const [from, expected] of [
    [-2, null],
    [-1, step],
    [0, step],
    [1, step],
    [2, null],
  ] as const)
    for (const ms of [0, 29_999])
      assert.equal(totpStep(SECRET, code(step), (step + from) * 30_000 + ms), expected, `${from}, ${ms} ms`);
});

test("spaces do not matter, and everything but six digits is wrong", () => {
  const now = 1_234_567_890_000;
  for (const spaced of ["005 924", " 005924\n", "00 59 24", "005\u00a0924"])
    assert.equal(totpStep(SECRET, spaced, now), 41_152_263, spaced);
  for (const wrong of [
    "",
    "005925",
    "5924",
    "0005924",
    "00592４",
    "+05924",
    "005-924",
    "0x1724",
    "NaN",
    `005924${" ".repeat(100_000)}`,
  ])
    assert.equal(totpStep(SECRET, wrong, now), null, wrong.slice(0, 20));
});

test("a new secret has 160 bits, is another one each time, and its address gives an app all that it needs", () => {
  const { secret, uri } = newTotp("ivan@acme.example", "Callas: Acme & Söhne");
  assert.match(secret, /^[A-Z2-7]{32}$/);
  assert.notEqual(newTotp("ivan@acme.example", "Callas").secret, secret);
  const { protocol, host, pathname, searchParams } = new URL(uri);
  assert.deepEqual([protocol, host], ["otpauth:", "totp"]);
  assert.match(decodeURIComponent(pathname), /ivan@acme\.example$/);
  assert.deepEqual(
    ["secret", "issuer", "algorithm", "digits", "period"].map((name) => searchParams.get(name)),
    [secret, "Callas: Acme & Söhne", "SHA1", "6", "30"],
  );
  const now = Date.now();
  const [step] = [-1, 0, 1].map((from) => Math.floor(now / 30_000) + from);
  assert.equal(totpStep(secret, codeOf(bytesOf(secret), step!), now), step);
});

function bytesOf(base32: string): Buffer {
  const bits = Array.from(base32, (letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2));
  const bytes = bits
    .map((five) => five.padStart(5, "0"))
    .join("")
    .match(/.{8}/g)!;
  return Buffer.from(bytes.map((eight) => Number.parseInt(eight, 2)));
}
