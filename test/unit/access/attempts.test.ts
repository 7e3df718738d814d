/** Wrong passwords: whom they slow down, and whom they do not. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { createAttempts, type Attempt } from "../../../src/access/attempts.ts";
import { deviceToken, isDeviceOf } from "../../../src/access/device.ts";
import { createSeal } from "../../../src/access/seal.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function guarded() {
  const clock = { now: Date.parse("2026-01-01T00:00:00Z") };
  const seal = createSeal(randomBytes(32));
  const attempts = createAttempts({ seal, now: () => clock.now });
  /** Tries until it is told to wait. @returns how many wrong tries were let through */
  const guess = (attempt: Attempt, most = 1000): number => {
    for (let made = 0; made < most; made += 1) {
      if (attempts.mayTry(attempt)) return made;
      attempts.wrong(attempt);
    }
    return most;
  };
  return { attempts, clock, seal, guess };
}

const from = (n: number) => `198.51.${n >> 8}.${n & 255}`;
const stranger = (n: number, account = "anna"): Attempt => ({ address: from(n), account, device: undefined });

test("a thousand strangers guess, and the owner still comes in with their own browser", () => {
  const { attempts, seal, guess } = guarded();
  const device = deviceToken(seal, "anna");
  let through = 0;
  for (let n = 0; n < 1000; n += 1) through += guess(stranger(n), 10);
  assert.equal(through, 10, "all strangers together");
  assert.ok(attempts.mayTry(stranger(1000)), "a browser that nobody knows waits");
  // Even from an address that a stranger uses too.
  const owner = { address: from(0), account: "anna", device };
  guess(stranger(0, "ivan"));
  assert.equal(attempts.mayTry(owner), null);
  attempts.wrong(owner);
  assert.equal(attempts.mayTry(owner), null, "they may mistype, too");
  attempts.right(owner);
  assert.ok(attempts.mayTry(stranger(1000)), "and strangers gain nothing by that");
});

test("a forged, foreign or damaged device cookie does not help", () => {
  const { attempts, seal, guess } = guarded();
  const own = deviceToken(seal, "anna");
  guess(stranger(1));
  const flipped = (own.startsWith("A") ? "B" : "A") + own.slice(1);
  const forged = [
    deviceToken(createSeal(randomBytes(32)), "anna"),
    deviceToken(seal, "ivan"),
    flipped,
    own.slice(0, -1),
    `${own}x`,
    own.replace(".", ""),
    "",
    ".",
    "x".repeat(100_000),
  ];
  for (const device of forged) {
    assert.equal(isDeviceOf(seal, device, "anna"), false, device.slice(0, 80));
    assert.ok(attempts.mayTry({ address: from(2), account: "anna", device }));
  }
  assert.equal(isDeviceOf(seal, undefined, "anna"), false);
  assert.equal(isDeviceOf(seal, own, "anna"), true);
  assert.equal(attempts.mayTry({ address: from(2), account: "anna", device: own }), null);
});

test("whoever stole a device cookie is limited too, and only that browser", () => {
  const { attempts, seal, guess } = guarded();
  const [stolen, other] = [deviceToken(seal, "anna"), deviceToken(seal, "anna")];
  assert.equal(guess({ address: from(1), account: "anna", device: stolen }), 10);
  assert.ok(attempts.mayTry({ address: from(2), account: "anna", device: stolen }), "from any address");
  assert.equal(attempts.mayTry({ address: from(1), account: "anna", device: other }), null);
});

test("one address with many accounts is limited, and signing in to one's own does not lift that", () => {
  const { attempts } = guarded();
  let through = 0;
  for (let n = 0; n < 1000; n += 1) {
    const attempt = stranger(1, `person-${n}`);
    if (attempts.mayTry(attempt)) continue;
    attempts.wrong(attempt);
    attempts.right(stranger(1, "their own"));
    through += 1;
  }
  assert.equal(through, 20);
  assert.equal(attempts.mayTry(stranger(2, "person-1")), null, "others are not affected");
});

test("all addresses of a /64 are one", () => {
  const { attempts } = guarded();
  for (let n = 0; n < 20; n += 1)
    attempts.wrong({ address: `2001:db8:0:1::${n}`, account: `person-${n}`, device: undefined });
  assert.ok(attempts.mayTry({ address: "2001:db8:0:1:ffff::1", account: "anna", device: undefined }));
  assert.equal(attempts.mayTry({ address: "2001:db8:0:2::1", account: "anna", device: undefined }), null);
});

test("who waits as long as they are told may try once more, and is forgiven in the end", () => {
  const { attempts, clock, guess } = guarded();
  assert.equal(guess(stranger(1)), 10);
  const { wait } = attempts.mayTry(stranger(2))!;
  assert.equal(wait, 5 * 60);
  clock.now += (wait - 1) * SECOND;
  assert.equal(attempts.mayTry(stranger(2))!.wait, 1);
  clock.now += SECOND;
  assert.equal(guess(stranger(2)), 1);
  clock.now += 50 * MINUTE;
  assert.equal(guess(stranger(3)), 10);
});

test("in a day, all strangers together get fewer than three hundred tries at an account", () => {
  const { clock, guess } = guarded();
  let through = 0;
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    through += guess(stranger(minute));
    clock.now += MINUTE;
  }
  assert.ok(through > 200 && through < 300, `${through}`);
});

test("tries that are under way at the same time are all counted", () => {
  const { attempts, clock, guess } = guarded();
  for (let n = 0; n < 20; n += 1) assert.equal(attempts.mayTry(stranger(n)), null);
  for (let n = 0; n < 20; n += 1) attempts.wrong(stranger(n));
  clock.now += 50 * MINUTE;
  assert.equal(guess(stranger(30)), 0, "ten are forgiven, and ten remain");
});

test("a right password from a new browser forgives the account's wrong ones", () => {
  const { attempts, guess } = guarded();
  guess(stranger(1), 9);
  attempts.right(stranger(1));
  assert.equal(guess(stranger(2)), 10);
});

test("the counters are bounded, however many names and addresses are tried", () => {
  const { attempts } = guarded();
  for (let n = 0; n < 120_000; n += 1)
    attempts.wrong({
      address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
      account: `person-${n}`,
      device: undefined,
    });
  assert.equal(attempts.counters(), 200_000);
  assert.ok(attempts.counters() <= attempts.limit);
});
