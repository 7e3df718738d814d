/** Prefixes that no number of any plan starts with: docs/rules.md, "Warnings". */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mayStartNumber } from "../../../src/number/prefix-possible.ts";

const possible = ["+1", "+7495", "+37517", "+375", "+4930", "+4420", "+3906", "+1876", "+800", "+88216", "+77"];
const impossible: Readonly<Record<string, string>> = {
  "+375495": "Moscow's area code behind the calling code of Belarus",
  "+49030": "a trunk prefix",
  "+3751712345678": "longer than numbers of the plan",
  "+1123": "no area code of North America starts with 1",
  "+7123": "no number of Russia or Kazakhstan starts with 1",
  "+999": "no calling code",
};

for (const prefix of possible) test(`${prefix} may start a number`, () => assert.ok(mayStartNumber(prefix)));
for (const [prefix, why] of Object.entries(impossible))
  test(`${prefix} starts none: ${why}`, () => {
    for (let times = 0; times < 2; times++) assert.equal(mayStartNumber(prefix), false);
  });
