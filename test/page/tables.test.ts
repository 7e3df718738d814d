/** The tables: order, ticks, chosen columns, and which rows are drawn. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { documentOf, withNumber, withoutNumbers, withoutPeople, withReplaced } from "../../web/bulk/edits.ts";
import { lastChanges } from "../../web/api/last-changes.ts";
import { onPhone, shownColumns, type Column } from "../../web/table/column.ts";
import { fitColumns } from "../../web/table/fit-columns.ts";
import { readHidden, writtenHidden } from "../../web/table/hidden-columns.ts";
import { knownOrder, noteOrder } from "../../web/table/known-orders.ts";
import { pieces, withRow } from "../../web/table/pieces.ts";
import { comparator, pressed, sortStepwise } from "../../web/table/sort.ts";
import { howMany, ticked, tickedRange } from "../../web/table/ticks.ts";

test("a heading sorts, and the same one again the other way", () => {
  const up = pressed(null, "name");
  assert.deepEqual(up, { column: "name", isDescending: false });
  assert.deepEqual(pressed(up, "name"), { column: "name", isDescending: true });
  assert.deepEqual(pressed(pressed(up, "name"), "name"), up);
  assert.deepEqual(pressed({ column: "name", isDescending: true }, "place"), { column: "place", isDescending: false });
});

test("texts sort as the language does, their digits as numbers, and empty ones come last either way", () => {
  const names = ["Йод", "", "Яна", "Линия 10", "Ёлка", "Линия 9", "Иван", "Жук", "Ель"];
  const sorted = (isDescending: boolean) => names.toSorted(comparator("ru", isDescending));
  const up = ["Ёлка", "Ель", "Жук", "Иван", "Йод", "Линия 9", "Линия 10", "Яна"];
  assert.deepEqual(sorted(false), [...up, ""]);
  assert.deepEqual(sorted(true), [...up.toReversed(), ""]);
  assert.deepEqual([10, 9, 100].toSorted(comparator("en", false)), [9, 10, 100]);
});

test("many are sorted step by step, stably", () => {
  for (const count of [0, 1, 999, 1000, 1001, 7777]) {
    const things = Array.from({ length: count }, (_, at) => ({ at, key: (at * 7919) % 101 }));
    const by = (a: (typeof things)[number], b: (typeof things)[number]) => a.key - b.key;
    const steps = sortStepwise(things, by);
    let waits = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) waits++;
    assert.deepEqual(step.value, things.toSorted(by), `${count}`);
    assert.ok(waits >= Math.floor(count / 1000), "with many steps");
  }
});

test("a list is known in its last orders, as long as it is sorted by the same", () => {
  const things = [{ name: "b" }, { name: "a" }];
  const by = { keys: ["b", "a"], compared: "en" };
  assert.equal(knownOrder(things, by), null);
  const sorted = things.toReversed();
  noteOrder(things, by, sorted);
  assert.equal(knownOrder(things, { keys: ["b", "a"], compared: "en" }), sorted);
  assert.equal(knownOrder(things, { ...by, compared: "ru" }), null, "in another language");
  assert.equal(knownOrder(things, { ...by, keys: ["b", "c"] }), null, "by another column");
  assert.equal(knownOrder([...things], by), null, "a list that was fetched later");

  const other = { ...by, compared: "ru" };
  noteOrder(things, other, things);
  assert.equal(knownOrder(things, other), things);
  assert.equal(knownOrder(things, by), sorted, "and back to what it was sorted by before");
  for (const language of ["de", "fr", "pl"]) noteOrder(things, { ...by, compared: language }, things);
  assert.equal(knownOrder(things, by), null, "only the newest orders are kept");
});

test("ticks: one, a range either way, and how many of those that are found", () => {
  const order = ["a", "b", "c", "d", "e"];
  const one = ticked(new Set(), "d", true);
  assert.deepEqual([...tickedRange(one, order, "d", "b", true)].sort(), ["b", "c", "d"]);
  assert.deepEqual([...tickedRange(new Set(order), order, "b", "d", false)], ["a", "e"]);
  assert.deepEqual(
    [...tickedRange(one, order, "gone", "a", true)].sort(),
    ["a", "d"],
    "the first is not found any more",
  );
  assert.equal(howMany(new Set(), order), "none");
  assert.equal(howMany(new Set(["other"]), order), "none");
  assert.equal(howMany(one, order), "some");
  assert.equal(howMany(new Set([...order, "other"]), order), "all");
});

test("what is drawn of many rows, with gaps for the others; the row with the focus stays", () => {
  assert.deepEqual(pieces([], 0), []);
  assert.deepEqual(pieces([0, 1], 2), [{ row: 0 }, { row: 1 }]);
  assert.deepEqual(pieces([2, 5], 9), [
    { gap: 2, before: 2 },
    { row: 2 },
    { gap: 2, before: 5 },
    { row: 5 },
    { gap: 3, before: 9 },
  ]);
  assert.deepEqual(withRow([4, 5], 2, 9), [2, 4, 5]);
  assert.deepEqual(withRow([4, 5], 5, 9), [4, 5]);
  assert.deepEqual(withRow([4, 5], null, 9), [4, 5]);
  assert.deepEqual(withRow([4, 5], 9, 9), [4, 5], "a row that is not there any more");
});

const column = (id: string, more: Partial<Column<string>> = {}): Column<string> => ({
  id,
  heading: id,
  width: 10,
  cell: () => id,
  ...more,
});
const columns = [
  column("name"),
  column("label", { isOffered: "shown", onPhone: "line" }),
  column("id", { isOffered: "hidden" }),
  column("state", { isOffered: "shown", onPhone: "column" }),
  column("actions", { onPhone: "column" }),
];

test("the choice of columns is kept, and a new column is as it is at first", () => {
  const ids = (hidden: ReadonlySet<string>) => shownColumns(columns, hidden).map(({ id }) => id);
  assert.deepEqual(ids(readHidden(null, columns)), ["name", "label", "state", "actions"]);
  const stored = writtenHidden(new Set(["label"]), columns);
  assert.deepEqual(ids(readHidden(stored, columns)), ["name", "id", "state", "actions"]);
  const more = [...columns, column("new", { isOffered: "hidden" }), column("newer", { isOffered: "shown" })];
  assert.deepEqual([...readHidden(stored, more)], ["label", "new"]);
  for (const broken of ["", "[]", "7", '"label"', "{", "null"])
    assert.deepEqual([...readHidden(broken, columns)], ["id"], broken);
});

test("a phone's screen has the first column, those that must stand beside it, and a second line", () => {
  const { beside, line } = onPhone(columns);
  assert.deepEqual(
    [beside, line].map((list) => list.map(({ id }) => id)),
    [["name", "state", "actions"], ["label"]],
  );
});

test("columns have the width that they need, and what is left over; those that do not fit are left out", () => {
  const fitted = (available: number) =>
    fitColumns(
      columns.map((one) => (one.id === "label" ? { ...one, grows: 1 } : one)),
      available,
    ).map(({ column, width }) => `${column.id} ${width}`);
  assert.deepEqual(fitted(56), ["name 10", "label 16", "id 10", "state 10", "actions 10"]);
  assert.deepEqual(fitted(49), ["name 10", "label 19", "state 10", "actions 10"]);
  assert.deepEqual(fitted(30), ["name 10", "state 10", "actions 10"]);
  assert.deepEqual(fitted(5), ["name 10", "state 10", "actions 10"], "nothing else can be left out");
});

test("when a number was last changed: the newest write that names it, or the first of the directory", () => {
  const path = (rest: string) => ({ path: `/directory/numbers/${rest}` });
  const found = lastChanges([
    { at: "4", changes: [path("+1/label"), { path: "/directory/employees/+2/name" }] },
    { at: "3", changes: [path("+1"), path("+3")] },
    { at: "2", changes: [{ path: "/outgoing-numbers/personal/employee +2 any" }] },
    { at: "1", changes: [{ path: "/directory", to: { numbers: [{ number: "+2" }, { number: "+3" }] } }] },
  ]);
  assert.deepEqual(Object.fromEntries(found), { "+1": "4", "+3": "3", "+2": "1" });
});

const A = "+375171234567";
const B = "+493012345678";
const saved = documentOf({
  main: A,
  personal: [
    { number: A, employee: "ivan", device: "any" },
    { number: A, department: "sales", device: "any" },
    { number: B, employee: "ivan", device: "corporate_sim" },
  ],
  regional: [{ number: B, country: "DE" }],
  priority: "regional",
});

test("a number for many at once takes the place of the one that they had for these devices", () => {
  const given = withNumber(saved, { employees: ["olga", "ivan"] }, B, "any");
  assert.deepEqual(given.personal, [
    { number: B, employee: "ivan", device: "any" },
    ...saved.personal.slice(1),
    { number: B, employee: "olga", device: "any" },
  ]);
  const departments = withNumber(saved, { departments: ["sales"] }, B, "any");
  assert.deepEqual(departments.personal[1], { number: B, department: "sales", device: "any" });
  assert.equal(departments.personal.length, 3);
  assert.equal(saved.personal[0]!.number, A, "nothing is changed in place");
});

test("entries of people, and with numbers, are removed or get another number", () => {
  assert.deepEqual(withoutPeople(saved, { employees: ["ivan", "sales"] }).personal, [saved.personal[1]]);
  assert.deepEqual(withoutPeople(saved, { departments: ["ivan", "sales"] }).personal.length, 2);
  const without = withoutNumbers(saved, new Set([B]));
  assert.deepEqual([without.personal.length, without.regional.length, without.main], [2, 0, A]);
  const replaced = withReplaced(saved, new Set([B]), A);
  assert.deepEqual([replaced.personal[2]!.number, replaced.regional[0]!.number], [A, A]);
});
