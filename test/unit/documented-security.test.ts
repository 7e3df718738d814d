/** docs/security names files and tests that exist, and every requirement of ASVS 5.0.0 at levels 1 and 2 once. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

const ASVS = "docs/security/asvs.md";
const PAGES = [ASVS, "docs/security/threat-model.md", "docs/security/dependencies.md"];

const STATES = ["met", "n/a", "operator", "open"];

/** A path of the repository in backticks, and the names of tests in quotation marks behind it. */
const REFERENCE = /`((?:src|web|test|docs|pbx|lab)\/[\w./-]*)`((?:,? “[^”]+”)*)/g;

test("every file and test that a page names exists", () => {
  for (const page of PAGES)
    for (const line of read(page).split("\n")) {
      for (const [, path, names] of line.matchAll(REFERENCE)) {
        assert.ok(existsSync(new URL(path!, root)), `${page}: ${path} does not exist`);
        for (const [, name] of names!.matchAll(/“([^”]+)”/g))
          assert.ok(read(path!).includes(name!), `${page}: ${path} has no test “${name}”`);
      }
    }
});

test("every name of a test stands behind its file", () => {
  for (const page of [ASVS, "docs/security/threat-model.md"]) {
    const text = read(page);
    const named = [...text.matchAll(REFERENCE)].flatMap(([, , names]) => [...names!.matchAll(/“[^”]+”/g)]);
    assert.equal(named.length, text.match(/“/g)?.length, page);
  }
});

test("the 70 requirements of level 1 and the 183 of level 2 stand in their order, each with a state", () => {
  const rows = [...read(ASVS).matchAll(/^\| (\d+)\.(\d+)\.(\d+) +\| ([12]) +\| [^|]+ \| (\S+) +\| [^|]+ \|$/gm)];
  assert.equal(rows.filter(([, , , , level]) => level === "1").length, 70);
  assert.equal(rows.filter(([, , , , level]) => level === "2").length, 183);
  const places = rows.map(
    ([, chapter, section, place]) => (Number(chapter) * 100 + Number(section)) * 100 + Number(place),
  );
  assert.deepEqual(
    places,
    [...new Set(places)].sort((one, other) => one - other),
  );
  const states = rows.map(([, , , , , state]) => state!);
  const counts = STATES.map((state) => `${states.filter((one) => one === state).length} ${state}`);
  assert.ok(read(ASVS).includes(`In all ${rows.length}: ${counts.join(", ")}.`), counts.join(", "));
});
