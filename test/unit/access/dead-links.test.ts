import assert from "node:assert/strict";
import { test } from "node:test";
import { deadLinks } from "../../../src/access/dead-links.ts";
import type { Person, PersonRole } from "../../../src/access/person.ts";

const ACME: PersonRole = { role: "admin", company: "acme" };
const BETA: PersonRole = { role: "admin", company: "beta" };
const IVAN: PersonRole = { role: "employee", company: "acme", employee: "ivan" };
const SUPPORT: PersonRole = { role: "support" };

const person = (...roles: PersonRole[]): Person => ({
  id: "p",
  email: "p@acme.example",
  name: "P",
  roles: roles.map((role) => ({ role, acceptedAt: null })),
  password: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  createdBy: "operator",
  disabledAt: null,
  vouched: false,
});
const dead = (before: Person, after: Person) => {
  const { ofPerson, byPerson } = deadLinks(before, after);
  return [ofPerson && "theirs", byPerson && "made by them"].filter(Boolean);
};

test("a link for somebody is dead once they have another address, or a role beyond one company", () => {
  const before = person(ACME);
  assert.deepEqual(dead(before, { ...before, name: "Another" }), []);
  assert.deepEqual(dead(before, { ...before, email: "p@beta.example" }), ["theirs"]);
  assert.deepEqual(dead(before, person(ACME, IVAN)), []);
  assert.deepEqual(dead(before, person(ACME, BETA)), ["theirs"]);
  assert.deepEqual(dead(before, person(ACME, SUPPORT)), ["theirs"]);
  assert.deepEqual(dead(person(ACME, BETA), person(ACME, BETA)), []);
});

test("the links that somebody has made are dead once they lose a role or are disabled", () => {
  const before = person(ACME, BETA);
  assert.deepEqual(dead(before, person(ACME)), ["made by them"]);
  assert.deepEqual(dead(person(IVAN), person({ ...IVAN, employee: "olga" })), ["made by them"]);
  const disabled = { ...before, disabledAt: "2026-01-02T00:00:00.000Z" };
  assert.deepEqual(dead(before, disabled), ["made by them"]);
  assert.deepEqual(dead(disabled, before), []);
});
