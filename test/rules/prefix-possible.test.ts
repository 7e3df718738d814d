/** The warning of a prefix that no number starts with never meets a prefix of a valid number. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mayStartNumber } from "../../src/number/prefix-possible.ts";
import { distinctNumbers, numberSources } from "./number-generator.ts";
import { inWords, randomOf, seedOfRun, shareOf } from "./random.ts";

const NUMBERS = shareOf(100_000);
/** The longest calling codes have three digits. */
const SHORTEST = "+375".length;

test(`every beginning of ${inWords(NUMBERS)} valid numbers of all regions may start a number`, () => {
  let tried = 0;
  for (const { e164 } of distinctNumbers(numberSources(), NUMBERS, randomOf(seedOfRun().seed))) {
    for (let length = SHORTEST; length <= e164.length; length++) {
      const prefix = e164.slice(0, length);
      assert.ok(mayStartNumber(prefix), `${prefix} of ${e164}`);
    }
    tried++;
  }
  assert.equal(tried, NUMBERS);
});
