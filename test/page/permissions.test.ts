/** What the page takes somebody's permissions for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Granted } from "../../src/access/permission.ts";
import { companiesOf, homeOf, mayWith } from "../../web/session/permissions.ts";

const ofAdmin: readonly Granted[] = [
  { permission: "companies.list", company: null },
  { permission: "company.read", company: "acme" },
  { permission: "company.read", company: "beta" },
  { permission: "company.write", company: "acme" },
];

const ofOperator: readonly Granted[] = [
  { permission: "company.read", company: null },
  { permission: "company.create", company: null },
];

test("a permission holds for its company, or for every one and what concerns none", () => {
  const may = mayWith(ofAdmin);
  assert.deepEqual([may("company.write", "acme"), may("company.write", "beta")], [true, false]);
  assert.deepEqual([may("companies.list"), may("company.create"), may("company.write")], [true, false, false]);
  const mayOperator = mayWith(ofOperator);
  assert.deepEqual([mayOperator("company.create"), mayOperator("company.read", "any")], [true, true]);
  assert.equal(mayOperator("directory.numbers", "any"), false);
  assert.equal(mayWith([])("companies.list"), false);
});

test("the companies that somebody may look at", () => {
  assert.deepEqual(companiesOf(ofAdmin), ["acme", "beta"]);
  assert.equal(companiesOf(ofOperator), null);
  assert.deepEqual(companiesOf([]), []);
});

test("only who is nothing but an employee begins at their own page", () => {
  const own: readonly Granted[] = [
    { permission: "me.read", company: null },
    { permission: "me.write", company: null },
  ];
  assert.equal(homeOf(own), "/me");
  assert.equal(homeOf([...ofAdmin, ...own]), "/companies");
  assert.equal(homeOf(ofAdmin), "/companies");
  assert.equal(homeOf([]), "/companies");
});
