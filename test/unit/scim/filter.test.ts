import assert from "node:assert/strict";
import { test } from "node:test";
import { USER } from "../../../src/scim/kept.ts";
import { readFilter } from "../../../src/scim/filter.ts";

test("the one form, with any attribute that finds somebody", () => {
  for (const [text, by, value] of [
    ['userName eq "Ivan@Acme.example"', "userName", "ivan@acme.example"],
    ['USERNAME EQ "x"', "userName", "x"],
    [`${USER}:userName eq "x"`, "userName", "x"],
    [' externalId  eq  "A1" ', "externalId", "A1"],
    ['id eq "7"', "id", "7"],
    ['emails.value eq "A@b.c"', "email", "a@b.c"],
    ['emails[type eq "work"].value eq "a@b.c"', "email", "a@b.c"],
    [String.raw`externalId eq "a\"b\u0041"`, "externalId", 'a"bA'],
    ['externalId eq ""', "externalId", ""],
  ] as const)
    assert.deepEqual(readFilter(text), { by, value }, text);
});

test("everything else is refused", () => {
  for (const text of [
    "garbage",
    "userName eq",
    "userName eq x",
    'userName eq "x" and',
    'userName eq "x" or userName eq "y"',
    'not (userName eq "x")',
    'userName ne "x"',
    'userName eq "x',
    'userName eq "\\"',
    'title eq "x"',
    '__proto__ eq "x"',
    "()",
    `userName eq "${"x".repeat(600)}"`,
  ])
    assert.throws(
      () => readFilter(text),
      { code: "malformed", details: { extra: { scimType: "invalidFilter" } } },
      text,
    );
});
