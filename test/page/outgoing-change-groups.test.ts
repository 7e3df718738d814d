/** Changes are counted by rows, not by people and devices. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { groupChanges } from "../../web/outgoing/logic/change-groups.ts";
import { changesBetween } from "../../web/outgoing/logic/changes.ts";
import {
  putPersonal,
  putRegional,
  removeTargets,
  restoreTargets,
  setMain,
  setPriority,
} from "../../web/outgoing/logic/edit.ts";
import { personalRows } from "../../web/outgoing/logic/rows.ts";
import { A, B, C, saved } from "./outgoing-sample.ts";

const groups = (present: OutgoingNumbers) => groupChanges(changesBetween(saved, present));
/** Each as: how, from which device, and the targets. */
const shown = (present: OutgoingNumbers) =>
  groups(present).map(({ changes, targets, fromDevice }) => [
    changes.map(({ kind, from, to }) => `${kind} ${from} ${to}`),
    fromDevice,
    targets,
  ]);

test("number and device of a row with two people are one change", () => {
  const [row] = personalRows(saved, saved);
  const input = { number: B, employees: ["ivan", "petr"], departments: [], device: "except_corporate_sim" as const };
  const present = putPersonal(saved, saved, input, row);
  assert.equal(changesBetween(saved, present).length, 4);
  assert.deepEqual(shown(present), [
    [
      [`changed ${A} ${B}`, `changed ${A} ${B}`],
      "any",
      [
        "employee ivan any",
        "employee ivan except_corporate_sim",
        "employee petr any",
        "employee petr except_corporate_sim",
      ],
    ],
  ]);
});

test("what differs in the number, the block or the way stays apart", () => {
  const input = { number: C, employees: ["ivan", "petr"], departments: ["support"], device: "any" as const };
  const present = setPriority(setMain(putPersonal(saved, saved, input), C), "personal");
  assert.deepEqual(shown(present), [
    [[`changed ${A} ${C}`], null, ["main"]],
    [[`changed ${A} ${C}`, `changed ${A} ${C}`], null, ["employee ivan any", "employee petr any"]],
    [[`added null ${C}`], null, ["department support any"]],
    [["changed regional personal"], null, ["priority"]],
  ]);
});

test("countries of a row are one change, prefixes are one each", () => {
  let present = removeTargets(saved, ["country DE", "country AT", "country PL"]);
  for (const prefix of ["+4930", "+4989"]) present = putRegional(saved, present, { number: A, prefix });
  assert.deepEqual(
    groups(present).map(({ targets }) => targets),
    [["country DE", "country AT"], ["country PL"], ["prefix +4930"], ["prefix +4989"]],
  );
});

test("who loses two numbers and gets one has not moved; undoing every group leaves nothing", () => {
  const input = { number: B, employees: ["ivan"], departments: [], device: "except_corporate_sim" as const };
  const present = putPersonal(saved, removeTargets(saved, ["employee ivan any", "employee ivan corporate_sim"]), input);
  assert.equal(groups(present).length, 3);
  const undone = groups(present).reduce((now, { targets }) => restoreTargets(saved, now, targets), present);
  assert.deepEqual(changesBetween(saved, undone), []);
});
