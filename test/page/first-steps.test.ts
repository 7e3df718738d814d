/** The first steps of a new company: what is done follows from its data. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import { firstSteps, isSetUp } from "../../web/outgoing/first-steps/steps.ts";

const MINSK = "+375171234567";
const BERLIN = "+493012345678";
const ANY = "any" as const;

const dataOf = (made: Parameters<typeof sampleCompany>[0]) => {
  const { directory, outgoingNumbers } = sampleCompany(made);
  return { directory, saved: outgoingNumbers };
};

const doneOf = (data: ReturnType<typeof dataOf>, isTested = false) =>
  firstSteps(data, isTested).flatMap(({ id, isDone }) => (isDone ? [id] : []));

test("a new company begins with its numbers, and a number alone is no employee", () => {
  const empty = dataOf({});
  assert.deepEqual(doneOf(empty), []);
  assert.equal(isSetUp(empty), false);
  const { directory } = dataOf({ numbers: [MINSK] });
  assert.deepEqual(doneOf({ ...empty, directory }), ["numbers"]);
});

test("a main number counts while it is the company's and on", () => {
  const data = dataOf({ numbers: [MINSK, { number: BERLIN, on: false }], employees: [{ id: "ivan", name: "Иван" }] });
  const withMain = (main: string | null) => ({ ...data, saved: { ...data.saved, main } });
  assert.deepEqual(doneOf(withMain(MINSK)), ["numbers", "people", "main"]);
  assert.equal(isSetUp(withMain(MINSK)), true);
  for (const main of [BERLIN, "+375170000000", null]) {
    assert.deepEqual(doneOf(withMain(main)), ["numbers", "people"], String(main));
    assert.equal(isSetUp(withMain(main)), false);
  }
});

test("numbers for some and a tested call are steps of their own", () => {
  const data = dataOf({
    numbers: [MINSK, BERLIN],
    employees: [{ id: "ivan", name: "Иван" }],
    regional: [{ number: BERLIN, country: "DE" }],
  });
  const main = { ...data, saved: { ...data.saved, main: MINSK } };
  assert.deepEqual(doneOf(main), ["numbers", "people", "main", "regional"]);
  assert.deepEqual(doneOf(main, true), ["numbers", "people", "main", "regional", "test"]);
  const all = { ...main, saved: { ...main.saved, personal: [{ number: BERLIN, employee: "ivan", device: ANY }] } };
  assert.ok(firstSteps(all, true).every(({ isDone }) => isDone));
});
