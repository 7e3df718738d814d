/** The answer of a check, by target and by row. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { problemsByTarget, problemsOfRow } from "../../web/outgoing/logic/pointers.ts";
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

test("a row has the problems of its chips", () => {
  const [first, second] = personalRows(saved, saved);
  assert.equal(first!.key, `${A} any`);
  assert.deepEqual(
    problemsOfRow(first!, problems).map(({ target }) => target),
    ["employee ivan any", "employee petr any"],
  );
  assert.equal(second!.number, B);
  assert.deepEqual(problemsOfRow(second!, problems), []);
});
