/**
 * The checker's short form: each fault once. `npm run bench -- checker --seed N --minutes 10` is the long one, and
 * `CALLAS_TEST_SEED=N` plays this one from another seed.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { FAULT_NAMES } from "../../lab/checker/faults.ts";
import { runChecker } from "../../lab/checker/run-checker.ts";
import { seedOfRun } from "../rules/random.ts";

/** Rounds until every fault has come. */
const MOST_ROUNDS = 3 * FAULT_NAMES.length;

const { seed } = seedOfRun();

test(`whatever goes wrong, nodes have what the store had, and no number shows for two (seed ${seed})`, async () => {
  const seen = new Set<string>();
  const report = await runChecker({
    seed,
    nodes: 2,
    writers: 4,
    longestFault: 1000,
    goesOn: (rounds, faults) => {
      for (const fault of faults) seen.add(fault);
      return seen.size < FAULT_NAMES.length && rounds < MOST_ROUNDS;
    },
  });
  assert.equal(seen.size, FAULT_NAMES.length);
  assert.ok(report.saves > 50 && report.claims > 50 && report.decisions > 50);
});
