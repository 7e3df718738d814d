/** Which expectations cannot be saved, and how they are named in the history. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { company, directory, MAIN, OFF } from "../../../lab/companies/acme.ts";
import { changes } from "../../../src/policy/changes.ts";
import { checkExpectations } from "../../../src/policy/check-expectations.ts";
import { Company } from "../../../src/policy/company.ts";
import type { Expectation } from "../../../src/policy/expectations.ts";

const check = (expectations: readonly Expectation[], current: readonly Expectation[] = []) => {
  const acme = Company.parse(company);
  const checked = checkExpectations({ expectations }, acme, directory, { expectations: current });
  return checked.problems.map(({ path, code }) => `${path} ${code}`);
};

const wrong: readonly Expectation[] = [
  { line: "nobody", dialled: "112", shows: MAIN },
  { employee: "nobody", device: "crm", dialled: "112", shows: null },
  { device: "crm", dialled: "112", shows: "+375170000000" },
];

test("an unknown line, person or number is refused, in new expectations only", () => {
  assert.deepEqual(check(wrong), [
    "/expectations/0/line line_unknown",
    "/expectations/1/employee employee_unknown",
    "/expectations/2/shows number_unknown",
  ]);
  assert.deepEqual(check(wrong, wrong), []);
  const noted = wrong.map((expectation) => ({ ...expectation, note: "since Monday" }));
  assert.deepEqual(check(noted, wrong), []);
});

test("a number that is off, a SIM in any form, a device that nobody has: they are saved", () => {
  assert.deepEqual(
    check([
      { line: "8 029 123-45-67", dialled: "112", shows: OFF },
      { line: "+375291234567", dialled: "", shows: null },
      { employee: "olga", device: "crm", dialled: "112", shows: MAIN },
      { device: "crm", dialled: "112", shows: MAIN },
    ]),
    [],
  );
});

test("a thousand, and not one more", () => {
  const many = (count: number) => Array.from({ length: count }, () => wrong[0]!);
  assert.deepEqual(check(many(1001)), ["/expectations too_many_entries"]);
  assert.deepEqual(check(many(1000), wrong), []);
});

test("the history names an expectation by its call and its number", () => {
  const from = { expectations: [wrong[0]!] };
  const to = { expectations: [{ ...wrong[0]!, note: "x" }, wrong[1]!] };
  assert.deepEqual(changes(from, to), [
    { path: `/expectations/line nobody 112 ${MAIN}/note`, to: "x" },
    { path: "/expectations/employee nobody crm 112 none", to: wrong[1] },
  ]);
});
