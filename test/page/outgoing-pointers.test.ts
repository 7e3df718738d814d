/** The answer of a check, by target and by row. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { notesOfRow } from "../../web/outgoing/logic/notes.ts";
import { problemsByTarget, type ProblemsByTarget } from "../../web/outgoing/logic/pointers.ts";
import { personalRows } from "../../web/outgoing/logic/rows.ts";
import { A, B, saved } from "./outgoing-sample.ts";

const problems = problemsByTarget(
  saved,
  [
    { path: "/main", code: "number_off", message: "main is off" },
    { path: "/personal/2/number", code: "number_unknown", message: "unknown" },
    { path: "/regional/1/prefix", code: "duplicate_prefix", message: "twice", other: "/regional/3" },
  ],
  [
    { path: "/personal/2", code: "never_decides", message: "dead", others: ["/personal/0", "/personal/99"] },
    { path: "", code: "extension_is_emergency", message: "112" },
    { path: "/personal/0", code: "number_off", message: "off" },
  ],
);

test("errors and warnings stand at what they concern", () => {
  assert.deepEqual(problems.get("main")?.errors, [{ code: "number_off" }]);
  assert.deepEqual(problems.get("employee petr any"), {
    errors: [{ code: "number_unknown" }],
    warnings: [{ code: "never_decides", others: [saved.personal[0]] }],
  });
  assert.deepEqual(problems.get("prefix +7495")?.errors, [{ code: "duplicate_prefix" }]);
  assert.deepEqual(problems.get(null)?.warnings, [{ code: "extension_is_emergency", others: [] }]);
  assert.equal(problems.size, 5);
});

/** The notes of the row of A, whose entries are Ivan's and Petr's: code, whether it is an error, and for whom. */
function notes(found: ProblemsByTarget, variantOf: Parameters<typeof notesOfRow>[2] = () => "") {
  const [row] = personalRows(saved, saved);
  assert.equal(row!.key, `${A} any`);
  return notesOfRow(row!, found, variantOf).map(({ code, isError, targets }) => [code, isError, targets.join()]);
}

const warned = (
  ...found: readonly (readonly [at: number, code: "number_off" | "never_decides", others?: string[]])[]
) => found.map(([at, code, others = []]) => ({ path: `/personal/${at}`, code, message: code, others }));

const IVAN = "employee ivan any";
const PETR = "employee petr any";

test("a row has the problems of its own entries, errors first", () => {
  assert.deepEqual(notes(problems), [
    ["number_unknown", true, PETR],
    ["number_off", false, IVAN],
    ["never_decides", false, PETR],
  ]);
  const [, second] = personalRows(saved, saved);
  assert.equal(second!.number, B);
  assert.deepEqual(
    notesOfRow(second!, problems, () => ""),
    [],
  );
});

test("one cause is one note, for all entries that it concerns", () => {
  const off = warned([0, "number_off"], [2, "number_off"]);
  assert.deepEqual(notes(problemsByTarget(saved, [], off)), [["number_off", false, `${IVAN},${PETR}`]]);
  // What is new is refused, what stood is passed over: it is the same number.
  const refused = [{ path: "/personal/2/number", code: "number_off", message: "off" } as const];
  const [first] = off;
  assert.deepEqual(notes(problemsByTarget(saved, refused, [first!])), [["number_off", true, `${IVAN},${PETR}`]]);
});

test("causes that others bring about, or that are told apart, are notes of their own", () => {
  const others = problemsByTarget(saved, [], warned([0, "never_decides", ["/personal/1"]], [2, "never_decides"]));
  assert.equal(notes(others).length, 2);
  const alike = problemsByTarget(saved, [], warned([0, "never_decides"], [2, "never_decides"]));
  assert.equal(notes(alike).length, 1);
  const byName = notes(alike, (entry) => ("employee" in entry ? entry.employee : ""));
  assert.equal(byName.length, 2);
});
