/** What people and departments were called that are gone: from what the history tells. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { namesIn, type GoneKey } from "../../web/api/gone-names.ts";

const wanted = (...keys: GoneKey[]) => new Set(keys);

test("a removal carries the name, and other writes tell it beside their changes; the newest counts", () => {
  const items = [
    { changes: [{ path: "/directory/employees/201", from: { id: "201", name: "Иван Петров" } }], names: {} },
    {
      changes: [{ path: "/directory/departments/sales/members/201", from: "201" }],
      names: { employees: { "201": "Иван Старый" }, departments: { sales: "Продажи" } },
    },
  ];
  assert.deepEqual(
    [...namesIn(items, wanted("employees/201", "departments/sales"))],
    [
      ["employees/201", "Иван Петров"],
      ["departments/sales", "Продажи"],
    ],
  );
  assert.deepEqual([...namesIn(items, wanted("departments/201", "employees/sales"))], [], "of the other kind");
});

test("what has no name is not taken for one", () => {
  const items = [
    { changes: [{ path: "/directory/employees/201/name", from: "Ян", to: "Яна" }], names: {} },
    { changes: [{ path: "/directory/employees/201", from: { id: "201", name: "" } }], names: {} },
    { changes: [{ path: "/directory/employees/201", to: { id: "201", name: "Ян" } }], names: {} },
  ];
  assert.equal(namesIn(items, wanted("employees/201")).size, 0);
});
