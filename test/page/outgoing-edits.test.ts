/** The unsaved changes of the outgoing numbers: made, listed and undone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changesBetween } from "../../web/outgoing/logic/changes.ts";
import { documentOf } from "../../web/outgoing/logic/document.ts";
import {
  putPersonal,
  putList,
  putRegional,
  removeTargets,
  restoreTargets,
  withDiscarded,
  setMain,
  setPriority,
} from "../../web/outgoing/logic/edit.ts";
import { personalRows, regionalRows } from "../../web/outgoing/logic/rows.ts";
import { A, B, C, saved } from "./outgoing-sample.ts";

const listed = (present: typeof saved) =>
  changesBetween(saved, present).map(({ kind, target, from, to }) => `${kind} ${target}: ${from} > ${to}`);

test("the order of entries is no change", () => {
  const turned = { ...saved, personal: saved.personal.toReversed(), regional: saved.regional.toReversed() };
  assert.deepEqual(listed(turned), []);
});

test("every change is listed in the order of the page", () => {
  let present = setPriority(setMain(saved, B), "personal");
  present = removeTargets(present, ["employee petr any", "prefix +7495"]);
  present = putPersonal(saved, present, {
    number: B,
    employees: ["anna", "ivan"],
    departments: ["support"],
    device: "any",
  });
  assert.deepEqual(listed(present), [
    `changed main: ${A} > ${B}`,
    `changed employee ivan any: ${A} > ${B}`,
    `removed employee petr any: ${A} > null`,
    `added employee anna any: null > ${B}`,
    `added department support any: null > ${B}`,
    `removed prefix +7495: ${B} > null`,
    "changed priority: regional > personal",
  ]);
});

test("main can be given and taken", () => {
  assert.equal(changesBetween({ ...saved, main: null }, saved)[0]?.kind, "added");
  assert.equal(changesBetween(saved, setMain(saved, null))[0]?.kind, "removed");
});

test("each change can be undone alone, and all of them give what is saved, in its order", () => {
  const others = saved.personal.map((entry) => ({ ...entry, number: C }));
  let present = setPriority({ ...setMain(saved, C), personal: others }, "personal");
  present = removeTargets(present, ["department sales any", "country DE", "prefix +7495"]);
  present = putRegional(saved, present, { number: B, countries: ["FR", "DE"] });
  const all = changesBetween(saved, present);
  assert.equal(all.length, 8);
  for (const { target } of all) {
    const left = changesBetween(saved, restoreTargets(saved, present, [target]));
    assert.deepEqual(
      left,
      all.filter((change) => change.target !== target),
    );
  }
  assert.deepEqual(
    restoreTargets(
      saved,
      present,
      all.map(({ target }) => target),
    ),
    saved,
  );
});

test("what was never saved is gone without a trace when it is removed", () => {
  const added = putRegional(saved, saved, { number: A, prefix: "+4930" });
  assert.deepEqual(listed(added), [`added prefix +4930: null > ${A}`]);
  assert.deepEqual(removeTargets(added, ["prefix +4930"]), saved);
});

test("an entry is changed at its place, and a removed one comes back at its place", () => {
  const changed = putPersonal(saved, saved, { number: C, employees: [], departments: ["sales"], device: "any" });
  assert.deepEqual(changed.personal, saved.personal.with(1, { number: C, department: "sales", device: "any" }));
  const again = putPersonal(saved, removeTargets(saved, ["department sales any"]), {
    number: C,
    employees: [],
    departments: ["sales"],
    device: "any",
  });
  assert.deepEqual(again, changed);
});

test("an edited row lets go of who is not given again", () => {
  const row = personalRows(saved, saved).find(({ key }) => key === `${A} any`)!;
  const present = putPersonal(saved, saved, { number: B, employees: ["petr"], departments: [], device: "any" }, row);
  assert.deepEqual(listed(present), [
    `removed employee ivan any: ${A} > null`,
    `changed employee petr any: ${A} > ${B}`,
  ]);
});

test("an edited row that was added keeps its place among the added ones", () => {
  let present = putPersonal(saved, saved, { number: B, employees: ["anna"], departments: [], device: "any" });
  present = putPersonal(saved, present, { number: C, employees: ["anna-2"], departments: [], device: "any" });
  const row = personalRows(saved, present).find(({ chips }) => chips.some(({ target }) => target.includes("anna ")))!;
  const edited = putPersonal(
    saved,
    present,
    { number: A, employees: ["anna"], departments: [], device: "corporate_sim" },
    { ...row, chips: row.chips.filter(({ target }) => target === "employee anna any") },
  );
  assert.deepEqual(
    edited.personal.slice(4).map((entry) => "employee" in entry && entry.employee),
    ["anna", "anna-2"],
  );
});

test("a row of countries becomes a prefix, and the other way round", () => {
  const countries = regionalRows(saved, saved)[0]!;
  const prefix = putRegional(saved, saved, { number: C, prefix: "+49" }, countries);
  assert.deepEqual(listed(prefix), [
    `removed country DE: ${C} > null`,
    `removed country AT: ${C} > null`,
    `added prefix +49: null > ${C}`,
  ]);
  const back = regionalRows(saved, prefix).find(({ kind, state }) => kind === "prefix" && state === "added")!;
  assert.deepEqual(putRegional(saved, prefix, { number: C, countries: ["AT", "DE"] }, back), saved);
});

test("of two entries given for one target the later counts", () => {
  const given = [A, B].map((number) => ({ number, employee: "anna", device: "any" as const }));
  assert.deepEqual(listed(putList(saved, saved, given)), [`added employee anna any: null > ${B}`]);
});

test("nothing that answers carry beside the document gets into what is sent", () => {
  const answer = { ...saved, revision: 3, savedAt: null, savedBy: null, warnings: [] };
  for (const present of [
    documentOf(answer),
    setMain(answer, A),
    setPriority(answer, "regional"),
    removeTargets(answer, []),
    restoreTargets(answer, answer, []),
    putList(answer, answer, []),
    putRegional(answer, answer, { number: A, countries: [] }),
  ])
    assert.deepEqual(present, saved);
});

test("an entry that was added and taken away again is a removed row, which can be restored", () => {
  const target = "employee anna any";
  const input = { number: B, employees: ["anna"], departments: [], device: "any" } as const;
  const added = putPersonal(saved, saved, input);
  const present = removeTargets(added, [target]);
  const base = withDiscarded(saved, [added.personal.at(-1)!]);
  const chips = personalRows(base, present).flatMap((row) => row.chips);
  assert.deepEqual(
    chips.filter((chip) => chip.state !== "saved").map((chip) => `${chip.target} ${chip.state}`),
    [`${target} removed`],
  );
  assert.deepEqual(restoreTargets(base, present, [target]), added);
  assert.deepEqual(listed(present), [], "it is no change");
  assert.equal(withDiscarded(saved, []), saved);
  assert.deepEqual(withDiscarded(saved, saved.personal).personal, saved.personal, "what is saved stands once");
});

test("who stays in an edited row as he was keeps what somebody else has given him since", () => {
  const row = personalRows(saved, saved)[0]!;
  const since = {
    ...saved,
    personal: saved.personal.map((e) => ("employee" in e && e.employee === "petr" ? { ...e, number: C } : e)),
  };
  const people = { employees: ["ivan", "petr", "anna"], departments: [], device: "any" } as const;
  const petr = (document: typeof saved) =>
    document.personal.find((e) => "employee" in e && e.employee === "petr")?.number;
  const same = putPersonal(since, since, { number: A, ...people }, row);
  assert.equal(petr(same), C);
  assert.ok(same.personal.some((e) => "employee" in e && e.employee === "anna" && e.number === A));
  assert.equal(petr(putPersonal(since, since, { number: B, ...people }, row)), B, "a new number is for all of the row");
});
