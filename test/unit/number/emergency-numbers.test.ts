import assert from "node:assert/strict";
import { test } from "node:test";
import { countries } from "../../../src/number/country.ts";
import { EMERGENCY_EVERYWHERE } from "../../../src/number/emergency-everywhere.ts";
import { emergencyNumbersOf, isEmergency } from "../../../src/number/emergency-numbers.ts";
import generated from "../../../src/number/emergency-numbers.json" with { type: "json" };
import additions from "../../../src/number/more-emergency-numbers.json" with { type: "json" };
import { findEmergencyNumbers } from "../../../src/number/numbering-plan.ts";

test("the generated list of emergency numbers is what the metadata says: npm run make:emergency-numbers", () => {
  assert.deepEqual(Object.keys(generated), [...countries].sort());
  for (const [country, numbers] of Object.entries(generated))
    assert.deepEqual(numbers, findEmergencyNumbers(country), country);
});

test("112, 911 and 999 call for help in every country, and in one that does not exist", () => {
  for (const country of [...countries, "ZZ"])
    for (const number of EMERGENCY_EVERYWHERE) assert.ok(isEmergency(number, country), `${number} in ${country}`);
});

for (const { country, numbers, source } of additions)
  test(`${numbers.join(", ")} in ${country} are more than the metadata has`, () => {
    assert.ok(countries.has(country));
    assert.ok(source.length > 0);
    for (const number of numbers) {
      assert.ok(emergencyNumbersOf(country).includes(number), number);
      assert.ok(!findEmergencyNumbers(country).includes(number), number);
    }
  });
