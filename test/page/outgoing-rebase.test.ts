/** My unsaved changes over what somebody else has saved: examples, and laws on random documents. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { targetKey } from "../../src/policy/entry-target.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { changesBetween } from "../../web/outgoing/logic/changes.ts";
import {
  putPersonal,
  putRegional,
  removeTargets,
  restoreTargets,
  setMain,
  setPriority,
} from "../../web/outgoing/logic/edit.ts";
import { rebase, type Overlap } from "../../web/outgoing/logic/rebase.ts";
import { randomOf, seedOfRun, type Random } from "../rules/random.ts";
import { A, B, C, saved } from "./outgoing-sample.ts";

test("both changed the same things differently: mine stands, and it is listed", () => {
  let mine = setPriority(setMain(saved, B), "personal");
  mine = removeTargets(mine, ["employee petr any"]);
  mine = putRegional(saved, mine, { number: A, prefix: "+4930" });
  let theirs = setPriority(setMain(saved, C), "personal");
  theirs = putPersonal(saved, theirs, { number: C, employees: ["petr"], departments: ["support"], device: "any" });
  theirs = putRegional(saved, theirs, { number: B, prefix: "+4930" });

  const { document, overlaps } = rebase(saved, mine, theirs);
  assert.deepEqual(
    overlaps.map(({ block, target, base, mine, theirs }) => [block, target, base, mine, theirs]),
    [
      ["main", "main", A, B, C],
      ["personal", "employee petr any", A, null, C],
      ["regional", "prefix +4930", null, A, B],
    ],
  );
  assert.deepEqual(
    changesBetween(theirs, document).map(({ target }) => target),
    ["main", "employee petr any", "prefix +4930"],
  );

  const first = restoreTargets(theirs, document, [overlaps[1]!.target]);
  assert.deepEqual(
    first.personal.find((entry) => targetKey(entry) === "employee petr any"),
    { number: C, employee: "petr", device: "any" },
  );
  assert.deepEqual(
    restoreTargets(
      theirs,
      document,
      overlaps.map(({ target }) => target),
    ),
    theirs,
  );
});

test("what nobody has looked at yet stays listed when somebody saves once more", () => {
  const mine = setMain(saved, B);
  const theirs = setMain(saved, C);
  const once = rebase(saved, mine, theirs);
  const later = setPriority(theirs, "personal");
  assert.deepEqual(rebase(theirs, once.document, later, once.overlaps).overlaps, once.overlaps);
  assert.deepEqual(rebase(theirs, theirs, later, once.overlaps).overlaps, [], "theirs was taken");
});

const numbers = [A, B, C];
const PERSONAL = ["ivan", "petr", "anna", "anna-2"];
const COUNTRIES = ["DE", "AT", "PL", "FR"];

/** Some edits, to the targets that are allowed. */
function edited(random: Random, document: OutgoingNumbers, allowed: (target: string) => boolean): OutgoingNumbers {
  let next = document;
  const edits = random.int(8);
  for (let edit = 0; edit < edits; edit++) {
    const number = random.pick(numbers);
    const device = random.pick(["any", "corporate_sim"] as const);
    const employees = random.some(PERSONAL, 0.4).filter((id) => allowed(`employee ${id} ${device}`));
    const departments = random.some(["sales", "support"], 0.4).filter((id) => allowed(`department ${id} ${device}`));
    const countries = random.some(COUNTRIES, 0.4).filter((country) => allowed(`country ${country}`));
    const prefix = random.pick(["+7495", "+4930", "+49"]);
    const targets = [...next.personal, ...next.regional].map(targetKey).filter(allowed);
    const choices = [
      () => putPersonal(document, next, { number, employees, departments, device }),
      () => putRegional(document, next, { number, countries }),
      () => (allowed(`prefix ${prefix}`) ? putRegional(document, next, { number, prefix }) : next),
      () => removeTargets(next, random.some(targets, 0.3)),
      () => (allowed("main") ? setMain(next, number) : next),
      () => (allowed("priority") ? setPriority(next, random.pick(["regional", "personal"])) : next),
    ];
    next = random.pick(choices)();
  }
  return next;
}

const everything = () => true;

const sides = (overlaps: readonly Overlap[]) =>
  new Map(overlaps.map(({ target, base, mine, theirs }) => [target, [base, mine, theirs]]));

/** The same entries, whatever their order. */
const same = (one: OutgoingNumbers, other: OutgoingNumbers, message: string) =>
  assert.deepEqual(changesBetween(one, other), [], message);

test("laws of a rebase, on random documents", () => {
  const { seed, only } = seedOfRun();
  let overlapping = 0;
  for (let item = only ?? 0; item < (only === undefined ? 3_000 : only + 1); item++) {
    const play = `CALLAS_TEST_SEED=${seed}:${item}`;
    const random = randomOf(seed, item);
    const base = edited(random, saved, everything);
    const mine = edited(random, base, everything);
    const theirs = edited(random, base, everything);

    assert.deepEqual(rebase(base, base, theirs), { document: theirs, overlaps: [] }, `no changes of mine: ${play}`);
    assert.deepEqual(rebase(base, mine, base), { document: mine, overlaps: [] }, `nothing new of theirs: ${play}`);
    assert.deepEqual(rebase(base, mine, mine), { document: mine, overlaps: [] }, `the same on both sides: ${play}`);

    const { document, overlaps } = rebase(base, mine, theirs);
    const other = rebase(base, theirs, mine);
    overlapping += overlaps.length;
    const mirrored = other.overlaps.map((overlap) => ({ ...overlap, mine: overlap.theirs, theirs: overlap.mine }));
    assert.deepEqual(sides(overlaps), sides(mirrored), `overlaps are the same from both sides: ${play}`);
    const targets = overlaps.map(({ target }) => target);
    same(restoreTargets(theirs, document, targets), other.document, `theirs taken is the other side's view: ${play}`);

    const owner = new Map<string, boolean>();
    const isMine = (target: string) => {
      if (!owner.has(target)) owner.set(target, random.chance(0.5));
      return owner.get(target)!;
    };
    const mineAlone = edited(random, base, isMine);
    const theirsAlone = edited(random, base, (target) => !isMine(target));
    const there = rebase(base, mineAlone, theirsAlone);
    assert.deepEqual(there.overlaps, [], `edits of different targets do not overlap: ${play}`);
    same(there.document, rebase(base, theirsAlone, mineAlone).document, `and they commute: ${play}`);
  }
  assert.ok(only !== undefined || overlapping > 1_000, `overlaps were isSubmitted: ${overlapping}`);
});
