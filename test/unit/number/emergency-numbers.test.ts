import assert from "node:assert/strict";
import { test } from "node:test";
import { countries } from "../../../src/number/country.ts";
import { emergencyNumbersOf } from "../../../src/number/emergency-numbers.ts";
import { findEmergencyNumbers } from "../../../src/number/numbering-plan.ts";

test("the list of emergency numbers is what the metadata says: npm run make:emergency-numbers", () => {
  for (const country of countries)
    assert.deepEqual(emergencyNumbersOf(country), findEmergencyNumbers(country), country);
});
