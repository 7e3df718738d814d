/** `npm run sbom`, by npm itself. */
import assert from "node:assert/strict";
import { execSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { lockedPackages } from "../../../lab/dependencies/lock-file.ts";

test("the SBOM is CycloneDX and has every package with its version, licence and hash", () => {
  const root = new URL("../../../", import.meta.url);
  const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
    scripts: Record<string, string>;
  };
  const [command, file] = scripts["sbom"]!.split(" > ");
  assert.match(readFileSync(new URL(".gitignore", root), "utf8"), new RegExp(`^${file}$`, "m"));
  const bom = JSON.parse(execSync(command!, { cwd: root, encoding: "utf8" })) as {
    bomFormat: string;
    specVersion: string;
    components: { name: string; version: string; licenses: unknown[]; hashes: { alg: string }[] }[];
  };
  assert.equal(bom.bomFormat, "CycloneDX");
  assert.ok(Number(bom.specVersion) >= 1.5);
  const named = ({ name, version }: { name: string; version: string }) => `${name}@${version}`;
  const locked = lockedPackages(readFileSync(new URL("package-lock.json", root), "utf8"));
  assert.deepEqual([...new Set(bom.components.map(named))].sort(), [...new Set(locked.map(named))].sort());
  for (const component of bom.components) {
    assert.equal(component.hashes[0]?.alg, "SHA-512", named(component));
    assert.ok(component.licenses.length > 0, named(component));
  }
});
