/** Each line of the table of neighbours: docs/rules.md, "The country". */
import assert from "node:assert/strict";
import { test } from "node:test";
import { homeOf } from "../../../src/number/home.ts";
import table from "../../../src/number/neighbours.json" with { type: "json" };
import { readInternational } from "../../../src/number/reading.ts";
import { understand } from "../../../src/number/understand.ts";

/** Valid numbers that begin like this, with every next digits. */
function numbersFrom(e164: string): readonly string[] {
  const found: string[] = [];
  for (let length = 4; length <= 10; length++)
    for (let at = 0; at < 100; at++) {
      const digits = e164.slice(1) + String(at).padEnd(length, "1234567");
      const reading = readInternational(digits);
      if (reading?.valid && reading.e164 === `+${digits}`) found.push(digits);
    }
  return found;
}

for (const { homes, dialled, e164, country, source } of table)
  test(`${dialled} in ${homes.join(", ")} is ${e164}${country === null ? "" : `, ${country}`}`, () => {
    assert.ok(source.length > 0);
    const numbers = numbersFrom(e164);
    assert.ok(numbers.length > 0);
    for (const home of homes)
      for (const number of numbers) {
        const text = dialled + number.slice(e164.length - 1);
        const { destination } = understand(text, homeOf({ country: home }), "desk_phone");
        assert.equal(destination.e164, `+${number}`, `${text} in ${home}`);
        if (country !== null) assert.equal(destination.country, country, `${text} in ${home}`);
      }
  });
