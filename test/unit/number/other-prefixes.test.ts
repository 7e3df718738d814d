/** What people may mean by a prefix that no number starts with. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { otherPrefixes } from "../../../src/number/other-prefixes.ts";

test("the same trunk prefix in other countries comes first, then the digits as an international number", () => {
  const cases: readonly (readonly [prefix: string, home: string, others: readonly string[]])[] = [
    ["+375495", "BY", ["+7495", "+495"]],
    // Half of the world dials 0 before an area code.
    ["+380495", "UA", ["+495"]],
    ["+7217", "RU", []],
    // It is not a prefix of the home country, so nothing was left out.
    ["+375495", "RU", []],
    ["+375", "BY", []],
  ];
  for (const [prefix, home, others] of cases)
    assert.deepEqual(otherPrefixes(prefix, home), others, `${prefix} ${home}`);
});
