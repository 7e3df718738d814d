import assert from "node:assert/strict";
import { test } from "node:test";
import { dialledBefore } from "../../../src/number/dialled-before.ts";

test("what is dialled before numbers at home and abroad is the country's own", () => {
  for (const [country, ...expected] of [
    ["BY", "8", "810", "00"],
    ["DE", "0", "00"],
    ["US", "1", "011", "00"],
    ["JP", "0", "010", "00"],
    // Several international prefixes: the one that people are told to dial.
    ["AU", "0", "0011", "00"],
    ["IT", "00"],
  ] as const)
    assert.deepEqual(dialledBefore(country), expected, country);
});
