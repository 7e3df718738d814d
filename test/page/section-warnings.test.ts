/** The sign of warnings stands at the section in which they can be mended. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import { warnings } from "../../src/policy/warnings.ts";
import { sectionsWithWarnings } from "../../web/app/section-warnings.ts";

const OFF = "+375171234568";
const numbers = ["+375171234567", { number: OFF, on: false }] as const;

function warned(given: Parameters<typeof sampleCompany>[0]): readonly string[] {
  const { company, directory, outgoingNumbers } = sampleCompany({ numbers, ...given });
  return [...sectionsWithWarnings(warnings(company, directory, outgoingNumbers), directory)].sort();
}

test("nothing is marked where nothing is wrong", () => {
  assert.deepEqual(warned({ employees: [{ id: "ivan" }] }), []);
});

test("an entry with a number that is off marks the outgoing numbers", () => {
  const personal = [{ number: OFF, employee: "ivan" }];
  assert.deepEqual(warned({ employees: [{ id: "ivan" }], personal }), ["outgoing-numbers"]);
});

test("an emergency number that is off marks the section of whoever has it", () => {
  assert.deepEqual(warned({ company: { emergencyNumber: OFF } }), ["company"]);
  assert.deepEqual(warned({ employees: [{ id: "ivan", emergencyNumber: OFF }] }), ["employees"]);
  assert.deepEqual(warned({ departments: [{ id: "sales", emergencyNumber: OFF }] }), ["departments"]);
});

test("an extension that is an emergency number marks the employees", () => {
  assert.deepEqual(warned({ employees: [{ id: "ivan", extension: "101" }] }), ["employees"]);
});
