import assert from "node:assert/strict";
import { test } from "node:test";
import { ENTERPRISE, USER } from "../../../src/scim/kept.ts";
import { extensionOf, emailOf, nameOf, type UserAttributes } from "../../../src/scim/user.ts";
import { newUser, patchedUser, replacedUser } from "../../../src/scim/write.ts";

const ivan = newUser({ userName: "ivan@acme.example", name: { givenName: "Ivan" } });
const patched = (...operations: Parameters<typeof patchedUser>[1]) => patchedUser(ivan, operations);

test("attributes are found in any case, with the URN of their schema, in objects and with dots", () => {
  const expected: UserAttributes = { ...ivan, givenName: "Vanya", familyName: "Petrov", department: "Sales" };
  const urn = `${ENTERPRISE}:department`;
  for (const operations of [
    [
      { op: "replace", path: "NAME.GIVENNAME", value: "Vanya" },
      { op: "ADD", path: `${USER}:name.familyName`, value: "Petrov" },
      { op: "Add", path: urn, value: "Sales" },
    ],
    [{ op: "Replace", value: { "name.givenName": "Vanya", "name.familyName": "Petrov", [urn]: "Sales" } }],
    [
      {
        op: "add",
        value: { name: { givenName: "Vanya", familyName: "Petrov" }, [ENTERPRISE]: { department: "Sales" } },
      },
    ],
    [
      { op: "replace", path: "name", value: { givenName: "Vanya", familyName: "Petrov" } },
      { op: "add", path: ENTERPRISE, value: { department: "Sales" } },
    ],
  ])
    assert.deepEqual(patched(...operations), expected);
});

test("a text comes plain, in an object, in a list of one, or as a number; an empty one removes", () => {
  for (const value of ["7", 7, { value: "7" }, [{ value: "7" }], " 7 "])
    assert.equal(patched({ op: "add", path: `${ENTERPRISE}:manager`, value }).manager, "7");
  for (const value of ["", null, " "])
    assert.ok(!("givenName" in patched({ op: "replace", path: "name.givenName", value })));
  assert.ok(!("givenName" in patched({ op: "remove", path: "name" })));
});

test("a text has no control characters, and none that turn the direction of text", () => {
  for (const value of ["a\u0000", "a\nb", "a\u0085", "a\u202eb", "a\u2069b", "a\u2029b", "\udc00"])
    assert.throws(() => patched({ op: "add", path: "displayName", value }), { code: "malformed" }, value);
});

test("entries of a list: one of each type, made where it is missing", () => {
  const work = 'emails[type eq "work"]';
  const emails = (...operations: Parameters<typeof patchedUser>[1]) =>
    patched(...operations).emails.map(({ type, value, primary }) => `${type} ${value}${primary ? " primary" : ""}`);
  assert.deepEqual(emails({ op: "Replace", path: `${work}.value`, value: "a@b.c" }), ["work a@b.c"]);
  const two = {
    op: "add",
    path: "emails",
    value: [
      { value: "a@b.c", primary: "True" },
      { type: "Home", value: "h" },
    ],
  };
  assert.deepEqual(emails(two), ["work a@b.c primary", "home h"]);
  assert.deepEqual(emails(two, { op: "add", path: `${work}.value`, value: "n" }), ["work n primary", "home h"]);
  assert.deepEqual(emails(two, { op: "replace", path: 'emails[type eq "home"].primary', value: true }), [
    "work a@b.c",
    "home h primary",
  ]);
  assert.deepEqual(emails(two, { op: "remove", path: work }), ["home h"]);
  assert.deepEqual(emails(two, { op: "remove", path: "emails", value: [{ type: "home", value: "h" }] }), [
    "work a@b.c primary",
  ]);
  assert.deepEqual(emails(two, { op: "remove", path: "emails" }), []);
  assert.deepEqual(emails(two, { op: "replace", path: "emails", value: { value: "z" } }), ["work z"]);
  assert.deepEqual(emails(two, { op: "add", path: `${work}.display`, value: "x" }), ["work a@b.c primary", "home h"]);
});

test("what is not kept is forgotten", () => {
  const sent = {
    userName: "x",
    password: "secret",
    groups: [],
    meta: {},
    id: "7",
    constructor: { a: 1 },
    photos: [{}],
  };
  assert.deepEqual(newUser(sent), { userName: "x", active: true, emails: [], phoneNumbers: [] });
  const hostile = JSON.parse(
    '{"userName":"x","__proto__":{"active":false},"name":{"__proto__":{"givenName":"y"}}}',
  ) as object;
  assert.throws(() => newUser(hostile), { name: "Refusal" });
  assert.equal(({} as Record<string, unknown>)["givenName"], undefined);
});

test("the whole user: what is not named is gone, except whether they are active", () => {
  const inactive = patched({ op: "replace", value: { active: "FALSE" } });
  assert.equal(inactive.active, false);
  assert.deepEqual(replacedUser(inactive, { userName: "y" }), {
    userName: "y",
    active: false,
    emails: [],
    phoneNumbers: [],
  });
});

test("what is used of a user", () => {
  const user = (about: object) => newUser({ userName: "ivan", ...about });
  assert.equal(nameOf(user({})), "ivan");
  assert.equal(nameOf(user({ name: { givenName: "I", familyName: "P" } })), "I P");
  assert.equal(nameOf(user({ displayName: "Д", name: { formatted: "F" } })), "Д");
  assert.equal(emailOf(user({})), null);
  assert.equal(emailOf(user({ userName: "Ivan@Acme.Example" })), "ivan@acme.example");
  assert.equal(
    emailOf(user({ emails: [{ type: "home", value: "h@x.example" }, { value: "W@x.example" }] })),
    "w@x.example",
  );
  assert.equal(emailOf(user({ emails: ['"a b"@x.example'], userName: "u@x.example" })), "u@x.example");
  for (const [value, extension] of [
    ["201", "201"],
    ["+375 17 123-45-67", null],
    ["80171234567", null],
    ["tel:+375171234567;ext=201", "201"],
    ["+375171234567 x201", "201"],
    ["+375171234567 ext. 201", "201"],
    ["", null],
  ] as const)
    assert.equal(extensionOf(user({ phoneNumbers: [{ type: "work", value }] })), extension, value);
});
