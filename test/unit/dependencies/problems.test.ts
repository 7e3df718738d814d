/** The check of the dependencies, on made-up lock files and the real one. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { packagesHash, readAdvisories, type Advisory } from "../../../lab/dependencies/advisories.ts";
import { lockedPackages } from "../../../lab/dependencies/lock-file.ts";
import { dependencyProblems } from "../../../lab/dependencies/problems.ts";

const SOUND = { version: "1.2.3", license: "MIT", integrity: "sha512-AAAA" };

const ADVISORY: Advisory = {
  id: "GHSA-2222-3333-4444",
  package: "left",
  affected: "<1.2.4",
  severity: "high",
  title: "Shows numbers to strangers",
  source: "https://github.com/advisories/GHSA-2222-3333-4444",
};

type Made = Readonly<{ advisories?: readonly Advisory[]; mayRunScripts?: readonly string[]; checked?: string }>;

/** Of a lock file with `left`, sound but for what is given. */
function problemsWith(entry: Readonly<Record<string, unknown>>, made: Made = {}): readonly string[] {
  const { advisories = [], mayRunScripts = [] } = made;
  const packages = lockedPackages(
    JSON.stringify({
      lockfileVersion: 3,
      packages: { "": { name: "callas" }, "node_modules/right/node_modules/left": { ...SOUND, ...entry } },
    }),
  );
  const checked = { on: "2026-11-26", packages: made.checked ?? packagesHash(packages) };
  return dependencyProblems(packages, { checked, sources: "made up", advisories: [...advisories] }, mayRunScripts);
}

describe("a dependency", () => {
  test("that is sound has no problem", () => assert.deepEqual(problemsWith({}), []));

  test("without a licence, or with one that nobody allowed, is named", () => {
    assert.match(problemsWith({ license: undefined }).join(), /^left@1\.2\.3 \(production\): no licence/);
    assert.match(problemsWith({ license: "AGPL-3.0-only" }).join(), /^left@1\.2\.3 \(production\): AGPL-3\.0-only/);
    assert.match(problemsWith({ license: "MIT OR GPL-2.0-only" }).join(), /GPL/);
  });

  test("under the MPL may be a tool that is named, and nothing else", () => {
    const MPL = { license: "MPL-2.0" };
    assert.deepEqual(problemsWith({ ...MPL, name: "lightningcss-linux-x64-gnu", dev: true }), []);
    assert.match(problemsWith({ ...MPL, name: "lightningcss" }).join(), /^lightningcss@1\.2\.3 \(production\): MPL/);
    assert.match(problemsWith({ ...MPL, dev: true }).join(), /^left@1\.2\.3 \(development\): MPL/);
  });

  test("that an advisory is about is named, with where to read it", () => {
    const advisories = [ADVISORY];
    assert.deepEqual(problemsWith({}, { advisories }), [
      `left@1.2.3 (production): high, Shows numbers to strangers (${ADVISORY.source})`,
    ]);
    assert.equal(problemsWith({ version: "1.2.4-rc.1" }, { advisories }).length, 1);
    assert.deepEqual(problemsWith({ version: "1.2.4" }, { advisories }), []);
    assert.deepEqual(problemsWith({ name: "leftover" }, { advisories }), []);
  });

  test("that is affected may be accepted for a reason, as long as it is affected", () => {
    const advisories = [{ ...ADVISORY, accepted: "Numbers are shown to nobody." }];
    assert.deepEqual(problemsWith({}, { advisories }), []);
    assert.match(problemsWith({ version: "1.2.4" }, { advisories }).join(), /^GHSA-2222-3333-4444 affects no left/);
  });

  test("that runs a script at installation is named, unless it may", () => {
    const script = { hasInstallScript: true };
    assert.match(problemsWith(script).join(), /^left@1\.2\.3 \(production\): wants to run a script/);
    assert.deepEqual(problemsWith(script, { mayRunScripts: ["left"] }), []);
  });

  test("from elsewhere than the registry, or without a strong hash, is named", () => {
    const resolved = "git+ssh://git@github.com/somebody/left.git#0123456";
    assert.match(problemsWith({ resolved }).join(), /^left@1\.2\.3 \(production\): not from the registry/);
    assert.match(problemsWith({ integrity: undefined }).join(), /SHA-512/);
    assert.match(problemsWith({ integrity: "sha1-AAAA" }).join(), /SHA-512/);
  });
});

test("a changed dependency asks for a look at the advisories", () => {
  assert.match(problemsWith({}, { checked: "0".repeat(64) }).join(), /are others than on 2026-11-26/);
});

test("a lock file of another form is not taken for one without dependencies", () => {
  assert.throws(() => lockedPackages(JSON.stringify({ lockfileVersion: 1, dependencies: {} })));
  assert.throws(() => lockedPackages(JSON.stringify({ lockfileVersion: 3, packages: { "node_modules/left": {} } })));
});

test("an advisory with a range that is none is refused", () => {
  const text = (affected: string) =>
    JSON.stringify({
      checked: { on: "2026-11-26", packages: "" },
      sources: "made up",
      advisories: [{ ...ADVISORY, affected }],
    });
  assert.equal(readAdvisories(text(">=1.0.0 <1.2.4 || 2.0.0")).advisories.length, 1);
  assert.throws(() => readAdvisories(text("before 1.2.4")));
});

test("only one package of the real lock file runs a script at installation", () => {
  const root = new URL("../../../", import.meta.url);
  const packages = lockedPackages(readFileSync(new URL("package-lock.json", root), "utf8"));
  assert.ok(packages.length > 100);
  assert.deepEqual(
    packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name),
    ["node"],
  );
});
