/** Whom a write may concern, told from its changes alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { affectedAtMost } from "../../../src/policy/affected-at-most.ts";
import { directory } from "../../../lab/companies/acme.ts";

const cases: readonly [path: string, more: object, most: number][] = [
  ["/company/name", { from: "A", to: "B" }, 0],
  ["/company/country", { from: "BY", to: "DE" }, Infinity],
  ["/company", { to: {} }, 0],
  ["/directory", { to: {} }, 0],
  ["/directory/employees/ivan/name", { from: "A", to: "B" }, 0],
  ["/directory/employees/ivan/guest", { from: false, to: true }, 1],
  ["/directory/employees/ivan", { from: {} }, 1],
  ["/directory/employees", { from: ["a", "b"], to: ["b", "a"] }, 0],
  ["/directory/departments", { from: ["a", "b"], to: ["b", "a"] }, Infinity],
  ["/directory/departments/sales/members/ivan", { to: "ivan" }, Infinity],
  ["/directory/departments/sales/name", { from: "A", to: "B" }, 0],
  ["/directory/numbers/+375171234567/label", { from: "A", to: "B" }, 0],
  ["/directory/numbers/+375171234567/on", { from: true, to: false }, Infinity],
  ["/outgoing-numbers", { to: {} }, 0],
  ["/outgoing-numbers/main", { from: "+1", to: "+2" }, Infinity],
  ["/outgoing-numbers/regional/country DE/number", { from: "+1", to: "+2" }, Infinity],
  ["/outgoing-numbers/personal", { from: ["a", "b"], to: ["b", "a"] }, Infinity],
  ["/outgoing-numbers/personal/employee olga any/number", { from: "+1", to: "+2" }, 1],
  ["/outgoing-numbers/personal/department support any", { to: {} }, 2],
  ["/outgoing-numbers/personal/department gone any", { from: {} }, 0],
  ["/expectations/expectations/x", { to: {} }, 0],
  ["/people/x", { to: {} }, 0],
];
for (const [path, more, most] of cases)
  test(`${path} ${JSON.stringify(more)}: ${most}`, () => {
    assert.equal(affectedAtMost([{ path, ...more }], directory), most);
  });

test("an employee counts once", () => {
  const changes = ["/directory/employees/olga/guest", "/outgoing-numbers/personal/department support any"];
  assert.equal(
    affectedAtMost(
      changes.map((path) => ({ path, from: 1, to: 2 })),
      directory,
    ),
    2,
  );
});
