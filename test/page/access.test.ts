/** Forms of the sections Access and Security, and what the page reads out of a browser's name of itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requirementsOf, requires, rowsOf } from "../../web/access/requirements.ts";
import { isSameRole, roleOf, rowOf } from "../../web/access/role-rows.ts";
import { browserOf } from "../../web/account/browser-of.ts";

test("a role is whole once everything that it needs is chosen", () => {
  const nothing = { company: null, employee: null };
  assert.deepEqual(roleOf({ role: "operator", ...nothing }), { role: "operator" });
  assert.equal(roleOf({ role: "admin", ...nothing }), null);
  assert.equal(roleOf({ role: "employee", company: "acme", employee: null }), null);
  // What was chosen for another role is not sent along.
  assert.deepEqual(roleOf({ role: "support", company: "acme", employee: "ivan" }), { role: "support" });
  assert.deepEqual(roleOf({ role: "admin", company: "acme", employee: "ivan" }), { role: "admin", company: "acme" });
  const employee = { role: "employee", company: "acme", employee: "ivan" } as const;
  assert.deepEqual(roleOf(rowOf(employee)), employee);
  assert.ok(isSameRole(employee, { ...employee }));
  assert.ok(!isSameRole(employee, { ...employee, employee: "olga" }));
  assert.ok(!isSameRole({ role: "admin", company: "acme" }, { role: "admin", company: "beta" }));
});

test("what is required comes back from the form as it was, and a role without a company is for all of them", () => {
  const stored = {
    requireSecondFactor: [
      { role: "operator" as const },
      { role: "admin" as const, company: "acme" },
      { role: "admin" as const, company: "beta" },
    ],
  };
  const rows = rowsOf(stored);
  assert.deepEqual(
    rows.map(({ role, isRequired, companies }) => [role, isRequired, companies]),
    [
      ["operator", true, null],
      ["support", false, null],
      ["admin", true, ["acme", "beta"]],
      ["employee", false, []],
    ],
  );
  assert.deepEqual(requirementsOf(rows), stored);
  assert.equal(requires(rows, stored), false);
  const everywhere = { requireSecondFactor: [{ role: "admin" as const, company: "acme" }, { role: "admin" as const }] };
  assert.deepEqual(requirementsOf(rowsOf(everywhere)), { requireSecondFactor: [{ role: "admin" }] });
  const without = rows.map((row) => (row.role === "operator" ? { ...row, isRequired: false } : row));
  assert.equal(requires(without, stored), true);
});

test("a browser is named as its owner knows it", () => {
  const mozilla = (rest: string) => browserOf(`Mozilla/5.0 ${rest}`);
  const chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
  assert.equal(mozilla(`(Windows NT 10.0; Win64; x64) ${chrome}`), "Chrome, Windows");
  assert.equal(mozilla(`(Windows NT 10.0; Win64; x64) ${chrome} Edg/140.0.0.0`), "Edge, Windows");
  assert.equal(mozilla("(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"), "Firefox, Linux");
  assert.equal(
    mozilla("(iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"),
    "Safari, iOS",
  );
  assert.equal(mozilla(`(Linux; Android 15; Pixel 9) ${chrome}`), "Chrome, Android");
  assert.deepEqual([browserOf("curl/8.0"), browserOf("linux"), browserOf(null)], [null, null, null]);
});
