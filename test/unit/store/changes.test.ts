/** What changed from what to what, as the history keeps it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changes } from "../../../src/policy/changes.ts";

const employee = (id: string, more: object = {}) => ({ id, name: id, lines: [], ...more });

const cases: readonly (readonly [name: string, from: unknown, to: unknown, changes: readonly object[]])[] = [
  ["nothing", { a: 1, b: [{ id: "x" }] }, { b: [{ id: "x" }], a: 1 }, []],
  ["something new", undefined, { a: 1 }, [{ path: "", to: { a: 1 } }]],
  ["something gone", { a: 1 }, undefined, [{ path: "", from: { a: 1 } }]],
  ["a field", { name: "A", country: "BY" }, { name: "B", country: "BY" }, [{ path: "/name", from: "A", to: "B" }]],
  ["a field that is new", {}, { areaCode: "17" }, [{ path: "/areaCode", to: "17" }]],
  ["a field that is gone", { areaCode: "17" }, {}, [{ path: "/areaCode", from: "17" }]],
  [
    "a field to null and back",
    { main: "+1", x: null },
    { main: null, x: 0 },
    [
      { path: "/main", from: "+1", to: null },
      { path: "/x", from: null, to: 0 },
    ],
  ],
  [
    "one of many, whatever its place",
    { employees: [employee("a"), employee("b", { name: "B" })] },
    { employees: [employee("new"), employee("a"), employee("b", { name: "C" })] },
    [
      { path: "/employees/b/name", from: "B", to: "C" },
      { path: "/employees/new", to: employee("new") },
    ],
  ],
  [
    "one that is gone",
    { employees: [employee("a"), employee("b")] },
    { employees: [employee("b")] },
    [{ path: "/employees/a", from: employee("a"), follows: null }],
  ],
  [
    "the order alone",
    { departments: [{ id: "a" }, { id: "b" }, { id: "gone" }] },
    { departments: [{ id: "b" }, { id: "new" }, { id: "a" }] },
    [
      { path: "/departments/gone", from: { id: "gone" }, follows: "b" },
      { path: "/departments/new", to: { id: "new" } },
      { path: "/departments", from: ["a", "b"], to: ["b", "a"] },
    ],
  ],
  [
    "the order between members that keep their places: all that stayed are named",
    { departments: [{ id: "a" }, { id: "b" }, { id: "c" }, { id: "d" }] },
    { departments: [{ id: "a" }, { id: "c" }, { id: "new" }, { id: "b" }, { id: "d" }] },
    [
      { path: "/departments/new", to: { id: "new" } },
      { path: "/departments", from: ["a", "b", "c", "d"], to: ["a", "c", "b", "d"] },
    ],
  ],
  [
    "the first and the last of a list",
    { members: ["a", "b", "c"] },
    { members: ["new", "b", "other"] },
    [
      { path: '/members/"a"', from: "a", follows: null },
      { path: '/members/"c"', from: "c", follows: '"b"' },
      { path: '/members/"new"', to: "new" },
      { path: '/members/"other"', to: "other" },
    ],
  ],
  ["equal fields in another order", { a: [{ b: 1, c: [2] }] }, { a: [{ c: [2], b: 1 }] }, []],
  ["a field that is undefined on either side", { a: undefined, b: 1 }, { b: 1, c: undefined }, []],
  ["a field for another", { a: undefined, b: 1 }, { b: 1, c: 2 }, [{ path: "/c", to: 2 }]],
  [
    "numbers, by their number",
    { numbers: [{ number: "+1", label: "", on: true }] },
    { numbers: [{ number: "+1", label: "x", on: false }] },
    [
      { path: "/numbers/+1/label", from: "", to: "x" },
      { path: "/numbers/+1/on", from: true, to: false },
    ],
  ],
  [
    "entries, by whom or what they are for",
    {
      personal: [{ number: "+1", employee: "a", device: "any" }],
      regional: [
        { number: "+1", country: "DE" },
        { number: "+1", prefix: "+7" },
      ],
    },
    {
      personal: [{ number: "+1", employee: "a", device: "corporate_sim" }],
      regional: [
        { number: "+2", country: "DE" },
        { number: "+2", prefix: "+7" },
      ],
    },
    [
      { path: "/personal/employee a any", from: { number: "+1", employee: "a", device: "any" }, follows: null },
      { path: "/personal/employee a corporate_sim", to: { number: "+1", employee: "a", device: "corporate_sim" } },
      { path: "/regional/country DE/number", from: "+1", to: "+2" },
      { path: "/regional/prefix +7/number", from: "+1", to: "+2" },
    ],
  ],
  [
    "members, by their names",
    { members: ["a", "b"] },
    { members: ["a", "c"] },
    [
      { path: '/members/"b"', from: "b", follows: '"a"' },
      { path: '/members/"c"', to: "c" },
    ],
  ],
  [
    "a name that a pointer cannot hold as it is",
    { "a/b~c": 1 },
    { "a/b~c": 2 },
    [{ path: "/a~1b~0c", from: 1, to: 2 }],
  ],
];

for (const [name, from, to, expected] of cases)
  test(`changes of ${name}`, () => assert.deepEqual(changes(from, to), expected));
