/** How many decisions a quota lets through, and when. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createDecisionRates, type DecisionRate } from "../../../src/policy/decision-rate.ts";

function ratesAt() {
  const clock = { now: 5000 };
  const rates = createDecisionRates(() => clock.now);
  /** How many of so many are let through at this moment. */
  const taken = (rate: DecisionRate, asked: number) => {
    let count = 0;
    for (let at = 0; at < asked; at++)
      if (rate.hasRoom(clock.now)) {
        rate.take();
        count += 1;
      }
    return count;
  };
  return { clock, rates, taken };
}

test("a second's decisions at once, then one more whenever the next falls due", () => {
  const { clock, rates, taken } = ratesAt();
  const rate = rates.of("acme", 4)!;
  assert.equal(taken(rate, 10), 4);
  clock.now += 249;
  assert.equal(taken(rate, 10), 0);
  clock.now += 1;
  assert.equal(taken(rate, 10), 1);
  clock.now += 500;
  assert.equal(taken(rate, 10), 2);
});

test("what is not used is not saved up beyond a second", () => {
  const { clock, rates, taken } = ratesAt();
  const rate = rates.of("acme", 3)!;
  clock.now += 3_600_000;
  assert.equal(taken(rate, 10), 3);
});

test("asking in vain delays nothing", () => {
  const { clock, rates, taken } = ratesAt();
  const rate = rates.of("acme", 1)!;
  assert.equal(taken(rate, 1), 1);
  for (let times = 0; times < 9; times++) {
    clock.now += 100;
    assert.equal(taken(rate, 1000), 0);
  }
  clock.now += 101;
  assert.equal(taken(rate, 1000), 1);
});

test("the same quota goes on, another one begins anew, and none has no counter", () => {
  const { rates, taken } = ratesAt();
  assert.equal(rates.of("acme", null), null);
  assert.equal(taken(rates.of("acme", 2)!, 5), 2);
  assert.equal(taken(rates.of("acme", 2)!, 5), 0);
  assert.equal(taken(rates.of("globex", 2)!, 5), 2);
  assert.equal(taken(rates.of("acme", 3)!, 5), 3);
});

test("only so many are remembered: the one read longest ago begins anew", () => {
  const { rates, taken } = ratesAt();
  assert.equal(taken(rates.of("first", 1)!, 5), 1);
  assert.equal(taken(rates.of("second", 1)!, 5), 1);
  for (let at = 0; at < 9_999; at++) rates.of(`c${at}`, 1);
  assert.equal(taken(rates.of("second", 1)!, 5), 0);
  assert.equal(taken(rates.of("first", 1)!, 5), 1);
});
