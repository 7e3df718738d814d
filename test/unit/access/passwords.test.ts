/** Hashes of passwords: their form, what is the same password, and the bounds of the work. */
import assert from "node:assert/strict";
import { argon2Sync } from "node:crypto";
import { test } from "node:test";
import { lengthFault } from "../../../src/access/password-form.ts";
import { checkPassword, hashPassword } from "../../../src/access/passwords.ts";
import { Refusal } from "../../../src/policy/refusal.ts";

const GOOD = { good: true, outdated: false };
const WRONG = { good: false, outdated: false };

test("a password fits its own hash alone, and no two hashes are the same", async () => {
  const [one, other] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.notEqual(one, other);
  assert.deepEqual(await checkPassword("correct horse", one), GOOD);
  assert.deepEqual(await checkPassword("correct horse", other), GOOD);
  for (const wrong of ["correct horsf", "Correct horse", "correct horse ", ""])
    assert.deepEqual(await checkPassword(wrong, one), WRONG, `“${wrong}”`);
});

test("nobody's password is wrong", async () => {
  for (const typed of ["correct horse", "", "x".repeat(5000)])
    assert.deepEqual(await checkPassword(typed, null), WRONG);
});

/** As another program may have written it. */
function storedWith(memory: number, passes: number, password: string): string {
  const nonce = Buffer.from("0123456789abcdef");
  const tag = argon2Sync("argon2id", { message: password, nonce, tagLength: 32, memory, passes, parallelism: 1 });
  const text = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${text(nonce)}$${text(tag)}`;
}

test("a hash of other costs is outdated, whether the password is right or not", async () => {
  for (const [memory, passes] of [
    [8192, 2],
    [19_456, 1],
    [32_768, 2],
  ] as const) {
    const stored = storedWith(memory, passes, "correct horse");
    assert.deepEqual(await checkPassword("correct horse", stored), { good: true, outdated: true });
    assert.deepEqual(await checkPassword("wrong horse", stored), { good: false, outdated: true });
  }
  assert.deepEqual(await checkPassword("correct horse", storedWith(19_456, 2, "correct horse")), GOOD);
});

test("what is no argon2id hash, or would take too much memory, is an error", async () => {
  const hash = await hashPassword("correct horse");
  for (const stored of [
    "",
    "correct horse",
    "$2b$10$abcdefghijklmnopqrstuv",
    hash.replace("argon2id", "argon2i"),
    hash.replace("m=19456", "m=4194304"),
    `${hash}$`,
    hash.slice(0, -40),
  ])
    await assert.rejects(checkPassword("correct horse", stored), /cannot be read/, stored);
});

test("the same text is the same password, however a keyboard writes it", async () => {
  const stored = await hashPassword("Zürich йод 2026 ﬁn");
  for (const typed of ["Zu\u0308rich и\u0306од 2026 fin", "Zürich\u00a0йод 2026 ﬁn", "Ｚürich йод ２０２６ fin"])
    assert.deepEqual(await checkPassword(typed, stored), GOOD, typed);
});

test("length counts code points of the normalised password", async () => {
  const faults = [
    ["1234567", "too_short"],
    ["12345678", null],
    ["👍".repeat(7), "too_short"],
    ["👍".repeat(8), null],
    ["е\u0308".repeat(7), "too_short"],
    ["👍".repeat(128), null],
    ["y\u0308".repeat(128), null],
    ["👍".repeat(129), "too_long"],
    ["\ufdfa".repeat(8), "too_long"],
    ["a".repeat(10_000_000), "too_long"],
  ] as const;
  for (const [typed, fault] of faults) assert.equal(lengthFault(typed), fault, typed.slice(0, 20));
  await assert.rejects(hashPassword("1234567"), RangeError);
  await assert.rejects(hashPassword("x".repeat(129)), RangeError);
});

test("two are hashed at a time and twenty wait; for nobody the same work is done", async () => {
  const stored = await hashPassword("correct horse");
  for (const subject of [stored, null]) {
    const checks = Array.from({ length: 22 }, () => checkPassword("wrong horse", subject));
    const refused = await Promise.allSettled([checkPassword("correct horse", subject), hashPassword("another horse")]);
    for (const outcome of refused) {
      assert.ok(outcome.status === "rejected" && outcome.reason instanceof Refusal);
      assert.equal(outcome.reason.code, "too_many_requests");
      assert.ok(outcome.reason.details.retryAfter! > 0);
    }
    for (const checked of await Promise.all(checks)) assert.equal(checked.good, false);
  }
  assert.deepEqual(await checkPassword("correct horse", stored), GOOD, "afterwards there is room again");
});
