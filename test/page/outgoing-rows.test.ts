/** The rows of the blocks, with what became of them since the last save. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { byPerson, removedByPerson } from "../../web/outgoing/logic/by-person.ts";
import { putPersonal, putRegional, removeTargets, restoreTargets } from "../../web/outgoing/logic/edit.ts";
import { personalRows, personalRowKey, regionalRows, rowOfOne, sameRows } from "../../web/outgoing/logic/rows.ts";
import { A, B, C, directory, saved } from "./outgoing-sample.ts";

const drawn = (rows: ReturnType<typeof personalRows> | ReturnType<typeof regionalRows>) =>
  rows.map(({ key, state, from, chips }) => {
    const people = chips.map((chip) => `${chip.target} ${chip.state}${chip.from ? ` (${chip.from})` : ""}`);
    return `${key} ${state}${from ? ` (${from})` : ""}: ${people.join(", ")}`;
  });

const personal = (present: typeof saved) => drawn(personalRows(saved, present));
const regional = (present: typeof saved) => drawn(regionalRows(saved, present));

test("saved rows: one number for many people and one device is one row", () => {
  assert.deepEqual(personal(saved), [
    `${A} any saved: employee ivan any saved, employee petr any saved`,
    `${B} any saved: department sales any saved`,
    `${C} corporate_sim saved: employee ivan corporate_sim saved`,
  ]);
});

test("a removed row and a removed person stay at their places, and can be put back", () => {
  const row = personalRows(saved, saved)[1]!;
  const present = removeTargets(saved, [...row.targets, "employee ivan any"]);
  assert.deepEqual(personal(present), [
    `${A} any changed: employee ivan any removed, employee petr any saved`,
    `${B} any removed: department sales any removed`,
    `${C} corporate_sim saved: employee ivan corporate_sim saved`,
  ]);
  const removed = personalRows(saved, present)[1]!;
  assert.equal(removed.number, B);
  assert.deepEqual(personal(restoreTargets(saved, present, removed.targets)), [
    `${A} any changed: employee ivan any removed, employee petr any saved`,
    ...personal(saved).slice(1),
  ]);
});

test("who gets another number moves to its row, behind those who had it", () => {
  const present = putPersonal(saved, saved, { number: B, employees: ["ivan"], departments: [], device: "any" });
  assert.deepEqual(personal(present), [
    `${A} any saved: employee petr any saved`,
    `${B} any changed: department sales any saved, employee ivan any changed (${A})`,
    `${C} corporate_sim saved: employee ivan corporate_sim saved`,
  ]);
});

test("a row that gets another number stays where it stands", () => {
  const row = personalRows(saved, saved)[0]!;
  const people = { employees: ["ivan", "petr"], departments: [], device: "any" as const };
  const present = putPersonal(saved, saved, { number: C, ...people }, row);
  assert.deepEqual(personal(present), [
    `${C} any changed (${A}): employee ivan any changed (${A}), employee petr any changed (${A})`,
    ...personal(saved).slice(1),
  ]);
  assert.equal(personalRows(saved, present)[0]!.key, personalRowKey(C, "any"));
});

test("a row made of several others does not say that it had one number", () => {
  const people = { employees: ["ivan"], departments: ["sales"], device: "any" as const };
  const present = putPersonal(saved, saved, { number: C, ...people });
  assert.equal(
    personal(present)[1],
    `${C} any changed: employee ivan any changed (${A}), department sales any changed (${B})`,
  );
});

test("a part of a row that gets another number stands behind the rest of it", () => {
  const present = putPersonal(saved, saved, { number: C, employees: ["ivan"], departments: [], device: "any" });
  assert.deepEqual(
    personalRows(saved, present).map(({ key }) => key),
    [`${A} any`, `${C} any`, `${B} any`, `${C} corporate_sim`],
  );
});

test("added rows stand last, in the order in which they were added", () => {
  let present = putPersonal(saved, saved, { number: C, employees: ["anna"], departments: [], device: "any" });
  present = putPersonal(saved, present, {
    number: A,
    employees: [],
    departments: ["support"],
    device: "corporate_sim",
  });
  present = putPersonal(saved, present, { number: C, employees: [], departments: ["support"], device: "any" });
  assert.deepEqual(personal(present).slice(3), [
    `${C} any added: employee anna any added, department support any added`,
    `${A} corporate_sim added: department support corporate_sim added`,
  ]);
});

test("a row with an added person alone is a changed row", () => {
  const present = putPersonal(saved, saved, { number: B, employees: ["anna"], departments: [], device: "any" });
  assert.equal(personal(present)[1], `${B} any changed: department sales any saved, employee anna any added`);
});

test("the countries of a number share a row, a prefix has its own", () => {
  assert.deepEqual(regional(saved), [
    `countries ${C} saved: country DE saved, country AT saved`,
    "prefix +7495 saved: prefix +7495 saved",
    `countries ${A} saved: country PL saved`,
  ]);
});

test("a prefix with another number is the same row", () => {
  const present = putRegional(saved, saved, { number: A, prefix: "+7495" });
  const row = regionalRows(saved, present)[1]!;
  assert.equal(row.kind === "prefix" && row.prefix, "+7495");
  assert.equal(row.number, A);
  assert.equal(drawn([row])[0], `prefix +7495 changed (${B}): prefix +7495 changed (${B})`);
});

test("countries added, removed and moved", () => {
  let present = putRegional(saved, saved, { number: C, countries: ["FR", "PL"] });
  present = removeTargets(present, ["country DE"]);
  assert.deepEqual(regional(present), [
    `countries ${C} changed: country DE removed, country AT saved, country PL changed (${A}), country FR added`,
    "prefix +7495 saved: prefix +7495 saved",
  ]);
});

test("read by person: his own entries, his departments', and who has none", () => {
  const present = putPersonal(saved, saved, {
    number: C,
    employees: ["gone"],
    departments: ["support"],
    device: "any",
  });
  const people = byPerson(directory, present).map(({ id, employee, own, departments }) => [
    id,
    employee?.name ?? null,
    own.map(({ number, device }) => `${number} ${device}`),
    departments.map(({ number }) => number),
  ]);
  assert.deepEqual(people, [
    ["ivan", "Иван Петров", [`${C} corporate_sim`, `${A} any`], []],
    ["petr", "Пётр  Сидоров-Ёлкин", [`${A} any`], [B]],
    ["anna", "Anna Müller", [], [B, C]],
    ["anna-2", "Müller Anna", [], []],
    ["gone", null, [`${C} any`], []],
  ]);
});

test("one entry of a row is edited by itself: the others of the row stay", () => {
  const row = rowOfOne(personalRows(saved, saved), "employee petr any")!;
  assert.deepEqual(row.targets, ["employee petr any"]);
  const input = { number: B, employees: ["petr"], departments: [], device: "corporate_sim" } as const;
  const present = putPersonal(saved, saved, input, row);
  assert.deepEqual(
    present.personal.flatMap((entry) =>
      "employee" in entry ? `${entry.employee} ${entry.device} ${entry.number}` : [],
    ),
    [`ivan any ${A}`, `ivan corporate_sim ${C}`, `petr corporate_sim ${B}`],
  );
  assert.equal(rowOfOne(personalRows(saved, saved), "employee nobody any"), undefined);
});

test("what is removed of a person is known until the save", () => {
  const present = removeTargets(saved, ["employee ivan any", "department sales any"]);
  assert.deepEqual(
    [...removedByPerson(saved, present)].map(([id, entries]) => [id, entries.map(({ number }) => number)]),
    [["ivan", [A]]],
  );
});

test("a row that says what it said before is the same one", () => {
  const before = personalRows(saved, saved);
  const after = sameRows(before, personalRows(saved, madeAnew(saved)));
  assert.deepEqual(after, before);
  assert.ok(after.every((row, at) => row === before[at]));
  const changed = personalRows(saved, removeTargets(saved, [before[0]!.targets[0]!]));
  const mixed = sameRows(before, changed);
  assert.deepEqual(mixed, changed);
  assert.ok(mixed[0] !== before[0] && mixed.slice(1).every((row) => before.includes(row)));
});

/** Another document with the same entries, as every edit makes it. */
const madeAnew = (document: typeof saved) => ({ ...document, personal: [...document.personal] });
