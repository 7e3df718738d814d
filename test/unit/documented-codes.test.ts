/** Every word that a program may meet in an answer stands in the documentation. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { HOLDERS, PERMISSIONS, type Holder } from "../../src/access/permission.ts";
import { ERRORS } from "../../src/http/errors.ts";
import { PROBLEM_CODES, WARNING_CODES } from "../../src/policy/problem.ts";

const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
const http = page("http.md");
const rules = page("rules.md");

test("every error of the service, under its status", () => {
  for (const [code, [status]] of Object.entries(ERRORS)) {
    const row = http.split("\n").find((line) => new RegExp(`^\\| ${status} *\\|`).test(line));
    assert.ok(row?.includes(`\`${code}\``), `${status} ${code}`);
  }
});

test("every reason not to save", () => {
  for (const code of PROBLEM_CODES) assert.ok(rules.includes(`\`${code}\``) || http.includes(`\`${code}\``), code);
});

test("every warning", () => {
  for (const code of WARNING_CODES) assert.ok(rules.includes(`\`${code}\``), code);
});

test("every permission, with the roles that have it", () => {
  for (const [name, { does, holders }] of Object.entries<Readonly<{ does: string; holders: readonly Holder[] }>>(
    PERMISSIONS,
  )) {
    const row = http.split("\n").find((line) => line.startsWith(`| \`${name}\``));
    const cells = row?.split("|").map((cell) => cell.trim());
    const expected = HOLDERS.map((holder) => (holders.includes(holder) ? "yes" : ""));
    assert.deepEqual(cells?.slice(2, -1), [does, ...expected], name);
  }
});
