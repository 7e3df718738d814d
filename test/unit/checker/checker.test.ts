/** The checker itself: it finds what it is there to find. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkOrder } from "../../../lab/checker/answered-saves.ts";
import {
  companyBody,
  directoryBody,
  outgoingBody,
  prefixFor,
  wanderingNumber,
} from "../../../lab/checker/companies.ts";
import { NumbersShown, type Shown } from "../../../lab/checker/numbers-shown.ts";
import { marksIn, sameState, shownFor, type SaveMade } from "../../../lab/checker/saves-made.ts";
import { Timeline } from "../../../lab/checker/timeline.ts";

const save = (revision: number, sent: number, answered: number) => ({ revision, sent, answered });

test("revisions that are answered twice, or against real time, are found", () => {
  checkOrder([save(2, 0, 5), save(1, 1, 4), save(3, 6, 7)]);
  assert.throws(() => checkOrder([save(1, 0, 1), save(1, 2, 3)]), /same revision/);
  assert.throws(() => checkOrder([save(2, 0, 1), save(1, 2, 3)]), /1 was sent after 2 had been answered/);
});

const shown = (company: string, gained: number, asked: number, answered: number): Shown => ({
  number: "+375172000000",
  company,
  gained,
  asked,
  answered,
  by: "node",
});

test("a number that is shown for the owner before, after it was shown for the next one, is found", () => {
  const numbers = new NumbersShown();
  numbers.add(shown("a", 1, 0, 1));
  numbers.add(shown("b", 5, 2, 10));
  // Both were asked at the same time: either answer may have been the first.
  numbers.add(shown("a", 1, 3, 11));
  assert.throws(() => numbers.add(shown("a", 1, 12, 13)), /for a, after node had shown it for b/);
  numbers.add(shown("b", 6, 12, 13));
  numbers.add(shown("b", 5, 14, 15));
  numbers.add(shown("a", 7, 14, 15));
  assert.throws(() => numbers.add(shown("b", 5, 16, 17)));
  assert.equal(numbers.changes, 2);
});

const made = (mark: number, company: string, at: number, has: readonly number[]): readonly SaveMade[] => [
  { mark, company, action: "company.put", body: companyBody(mark) },
  { mark: mark + 1, company, action: "directory.put", body: directoryBody(at, mark + 1, has) },
  { mark: mark + 2, company, action: "outgoing-numbers.put", body: outgoingBody(at, mark + 2, has) },
];

test("the timeline knows what each revision held, also of a database that was restored", () => {
  const timeline = new Timeline();
  timeline.begin("first");
  timeline.add(1, null);
  for (const [at, one] of made(1_000_001, "c1", 1, [0]).entries()) timeline.add(at + 2, one);
  assert.throws(() => timeline.add(4, null), /each revision once/);
  assert.throws(() => timeline.add(6, null), /each revision once/);
  assert.equal(timeline.companyAt("c1", 1).state, null);
  const four = timeline.companyAt("c1", 4);
  assert.deepEqual(four.gained.get(wanderingNumber(0)), 3);
  assert.equal(shownFor(four.state!, prefixFor(0)), wanderingNumber(0));
  assert.equal(shownFor(four.state!, prefixFor(1)), "+375171000001");

  const without: SaveMade = {
    mark: 1_000_009,
    company: "c1",
    action: "directory.put",
    body: directoryBody(1, 1_000_009, []),
  };
  timeline.add(5, without);
  const five = timeline.companyAt("c1", 5);
  assert.equal(shownFor(five.state!, prefixFor(0)), "+375171000001", "the entry decides nothing without its number");
  assert.ok(!sameState(four.state, five.state));
  assert.equal(timeline.stated("c1", 4), four);
  assert.equal(timeline.stated("c1", 6), undefined);

  timeline.restore(4, 5, "second");
  assert.equal(timeline.companyAt("c1", timeline.place(5, "first")), five);
  assert.deepEqual(timeline.companyAt("c1", timeline.place(5, "second")).state, four.state);
  timeline.add(6, { mark: 0, company: "c1", action: "company.delete" });
  assert.equal(timeline.companyAt("c1", timeline.place(6, "second")).state, null);
  assert.ok(timeline.wasSince("c1", timeline.place(6, "second"), (state) => state === null));
  assert.throws(() => timeline.place(6, "third"), /third is known/);
});

test("a save is found in the history by what it wrote, not by what it replaced", () => {
  const changes = [
    { path: "/company/name", from: "m1000001", to: "m1000002" },
    { path: "/outgoing-numbers/regional/+49891000003", from: 1 },
    { path: "/outgoing-numbers/regional/0/prefix", from: "+49891000004", to: "+49891000005" },
  ];
  assert.deepEqual(marksIn(changes), [1_000_002, 1_000_005]);
});
