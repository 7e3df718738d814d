/** How many employees a write concerns: those whose calls show another number by it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changes } from "../../../src/policy/changes.ts";
import type { DecidingDocuments } from "../../../src/policy/documents.ts";
import { manyAffected } from "../../../src/settings/many-affected.ts";
import { BERLIN, company, directory, MAIN, OFF, SECOND, settings } from "../../../lab/companies/acme.ts";
import { sampleCompany } from "../../../lab/companies/sample-company.ts";

const before: DecidingDocuments = { company, directory, "outgoing-numbers": settings };
const { numbers, employees, departments } = directory;
const outgoing = (more: object): DecidingDocuments => ({ ...before, "outgoing-numbers": { ...settings, ...more } });
const inDirectory = (more: object): DecidingDocuments => ({ ...before, directory: { ...directory, ...more } });
const switched = (number: string, on: boolean) =>
  inDirectory({ numbers: numbers.map((each) => (each.number === number ? { ...each, on } : each)) });

/** Ivan has a number of his own, calls to Germany show Berlin, and the guest shows the main number alone. */
const cases: readonly [string, DecidingDocuments, number | null][] = [
  ["who shows the main number shows another one", outgoing({ main: SECOND }), 2],
  ["who has a number of their own shows it in Germany, too", outgoing({ priority: "personal" }), 1],
  ["Germany has no number any more", outgoing({ regional: [] }), 2],
  ["Germany has another number", outgoing({ regional: [{ number: MAIN, country: "DE" }] }), 2],
  ["a number that nobody shows is on", switched(OFF, true), null],
  ["the number of one employee is off", switched(SECOND, false), 1],
  ["the number of a country is off", switched(BERLIN, false), 2],
  ["names change", inDirectory({ employees: employees.map((each) => ({ ...each, name: "X" })) }), null],
  ["all are gone", inDirectory({ employees: [], departments: [] }), 3],
  ["somebody new", inDirectory({ employees: [...employees, { ...employees[1], id: "new", lines: [] }] }), null],
  ["a department has an entry", outgoing({ personal: [{ number: OFF, department: "sales", device: "any" }] }), 1],
  [
    "a department has an entry for a number that is on",
    outgoing({ personal: [{ number: BERLIN, department: "support", device: "any" }] }),
    2,
  ],
  ["departments change places", inDirectory({ departments: departments.toReversed() }), null],
];
for (const [name, after, count] of cases)
  test(name, async () => {
    assert.equal(await manyAffected(after, changes(before, after), 0), count);
  });

test("a standing choice shows on the devices of choice alone", async () => {
  const chosen = employees.map((each) => (each.id === "ivan" ? { ...each, choice: BERLIN } : each));
  const of = (choiceDevices: DecidingDocuments["company"]["choiceDevices"]): DecidingDocuments => ({
    ...before,
    company: { ...company, choice: "all", choiceDevices },
    directory: { ...directory, employees: chosen },
  });
  const [from, to] = [of(["softphone"]), of(["softphone", "desk_phone"])];
  assert.equal(await manyAffected(to, changes(from, to), 0), 1);
});

test("only more than the share is told of, and never with a share of all", async () => {
  const after = outgoing({ main: SECOND });
  const found = await Promise.all([0.6, 2 / 3, 1].map((share) => manyAffected(after, changes(before, after), share)));
  assert.deepEqual(found, [2, null, null]);
});

test("what was put right meanwhile concerns nobody", async () => {
  assert.equal(await manyAffected(before, changes(before, outgoing({ main: SECOND })), 0), null);
});

test("a company that is new concerns nobody", async () => {
  const whole = Object.entries(before).map(([kind, to]) => ({ path: `/${kind}`, to }));
  assert.equal(await manyAffected(before, whole, 0), null);
});

test("documents that nobody can read any more concern nobody", async () => {
  assert.equal(await manyAffected(before, [{ path: "/outgoing-numbers/main", from: 7, to: MAIN }], 0), null);
});

test("in a company that is too large to decide its calls, everybody whom it may concern counts", async () => {
  const many = Array.from({ length: 10_001 }, (_, at) => ({ id: `e${at}` }));
  const { company, directory, outgoingNumbers } = sampleCompany({ numbers: [MAIN, SECOND], employees: many });
  const now = { company, directory, "outgoing-numbers": outgoingNumbers } as DecidingDocuments;
  const change = {
    path: "/outgoing-numbers/regional/country DE",
    from: { number: MAIN, country: "DE" },
    follows: null,
  };
  assert.equal(await manyAffected(now, [change], 0.2), 10_001);
  const own = { path: "/outgoing-numbers/personal/employee e7 any/number", from: MAIN, to: SECOND };
  assert.equal(await manyAffected(now, [own], 0.2), null);
});
