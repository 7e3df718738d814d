/** The form of an expectation, and how lists of them are joined. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BLANK, expectationOf, formOf } from "../../web/expectations/expectation-form.ts";
import { withExpectations } from "../../web/expected/save-expectations.ts";
import type { Expectation } from "../../web/api/expectations.ts";

const SHOWN = "+375171234567";
const OTHER = "+375171234568";

test("a form makes the expectation that it was made of, whoever calls", () => {
  const all: readonly Expectation[] = [
    { line: "ivan-desk", dialled: "112", shows: SHOWN },
    { employee: "ivan", device: "softphone", dialled: "810 49 30", shows: SHOWN, note: "why" },
    { device: "crm", dialled: "201", shows: null },
  ];
  for (const one of all) assert.deepEqual(expectationOf(formOf(one)), one);
});

test("a form in which something is missing makes none; spaces around texts do not count", () => {
  const form = { ...BLANK, employee: "ivan", dialled: " 112 ", shows: SHOWN, note: "  " };
  assert.deepEqual(expectationOf(form), { employee: "ivan", device: "desk_phone", dialled: "112", shows: SHOWN });
  for (const missing of [{ employee: null }, { dialled: "  " }, { shows: null }, { caller: "line" as const }])
    assert.equal(expectationOf({ ...form, ...missing }), null);
  assert.deepEqual(expectationOf({ ...form, isShown: false, shows: null })?.shows, null);
});

test("an added call takes the place of what was written down about the same call, whose note it keeps", () => {
  const stored: readonly Expectation[] = [
    { employee: "ivan", device: "desk_phone", dialled: "112", shows: SHOWN, note: "why" },
    { device: "desk_phone", dialled: "112", shows: SHOWN },
  ];
  const added: readonly Expectation[] = [
    { employee: "ivan", device: "desk_phone", dialled: "112", shows: OTHER },
    { employee: "ivan", device: "softphone", dialled: "112", shows: OTHER },
  ];
  assert.deepEqual(withExpectations(added)(stored), [{ ...added[0], note: "why" }, stored[1], added[1]]);
});
