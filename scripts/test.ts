/** `npm test`: everything that has to hold, step by step. Words after it run only the steps that they name. */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { BROWSER_PACKAGES, CALL_PACKAGES, ensurePackages } from "../lab/debian-packages.ts";

const run = (command: string, ...words: string[]) => spawnSync(command, words, { stdio: "inherit" }).status === 0;

/** One test runner for a group of files; files of one group share the cores, groups come one after the other. */
const tests = (pattern: string, concurrency: number) =>
  run(
    process.execPath,
    "--test",
    `--test-concurrency=${concurrency}`,
    "--test-reporter=spec",
    ...globSync(pattern).sort(),
  );

const steps: Readonly<Record<string, () => boolean>> = {
  build: () => run(process.execPath, "scripts/build-page.ts"),
  types: () => run("tsc", "-p", ".") && run("tsc", "-p", "web"),
  lint: () => run("oxlint", "--type-aware", "--deny-warnings"),
  format: () => run("oxfmt", "--check"),
  unused: () => run("knip"),
  unit: () => tests("test/{*.test.ts,unit/**/*.test.ts}", 2),
  rules: () => tests("test/rules/*.test.ts", 2),
  service: () => tests("test/service/*.test.ts", 2),
  page: () => tests("test/page/*.test.ts", 2),
  browser: () => tests("test/browser/*.test.ts", 2),
  calls: () => tests("test/calls/*.test.ts", 1),
};

const asked = process.argv.slice(2);
const chosen = Object.entries(steps).filter(([name]) => asked.length === 0 || asked.includes(name));
if (chosen.some(([name]) => name === "calls")) ensurePackages(CALL_PACKAGES);
if (chosen.some(([name]) => name === "browser")) ensurePackages(BROWSER_PACKAGES);
const started = performance.now();
for (const [at, [name, step]] of chosen.entries()) {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n[${at + 1}/${chosen.length}] ${name} (${seconds} s so far)`);
  if (!step()) {
    console.error(`\nFailed: ${name}. Again, alone: npm test -- ${name}`);
    process.exit(1);
  }
}
console.log(`\nAll steps passed in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
