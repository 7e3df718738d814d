/** `npm test`: runs all checks step by step; USAGE describes the arguments. */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { ensureAsterisk } from "../lab/calls/asterisk-folder.ts";
import {
  BROWSER_PACKAGES,
  CALL_PACKAGES,
  ensurePackages,
  MissingPackages,
  PACKAGE_PACKAGES,
  STORE_PACKAGES,
} from "../lab/debian-packages.ts";

type Step = Readonly<{ run: () => boolean; packages?: readonly string[]; fetch?: () => Promise<void> }>;

/** Suites of the service that are run once more, on PostgreSQL: what people save, and who they are. */
const ON_POSTGRES = ["guests", "history", "keys", "me", "outgoing-numbers", "people", "quotas"];

const steps: Readonly<Record<string, Step>> = {
  build: { run: () => run(process.execPath, "scripts/build-page.ts") },
  types: { run: () => run("tsc", "-p", ".") && run("tsc", "-p", "web") },
  lint: { run: () => run("oxlint", "--type-aware", "--deny-warnings") },
  format: { run: () => run("oxfmt", "--check") },
  unused: { run: () => run("knip") },
  dependencies: { run: () => run(process.execPath, "scripts/check-dependencies.ts") },
  unit: { run: () => tests("test/{*.test.ts,unit/**/*.test.ts}", 2) },
  page: { run: () => tests("test/page/*.test.ts", 2) },
  rules: { run: () => tests("test/rules/*.test.ts", 2) },
  service: { run: () => tests("test/service/*.test.ts", 2), packages: STORE_PACKAGES },
  shared: {
    run: () => tests(`test/service/{${ON_POSTGRES.join()}}.test.ts`, 2, { CALLAS_TEST_STORE: "postgres" }),
    packages: STORE_PACKAGES,
  },
  browser: { run: () => tests("test/browser/*.test.ts", 2), packages: BROWSER_PACKAGES },
  calls: { run: () => tests("test/calls/*.test.ts", 1), packages: CALL_PACKAGES, fetch: ensureAsterisk },
  packages: { run: () => tests("test/packages/*.test.ts", 1), packages: PACKAGE_PACKAGES },
};

const USAGE = `npm test                                        every step
npm test -- unit rules                          these steps
npm test -- --skip browser calls                every step but these
npm test -- unit --test-name-pattern "prefix"   in these steps, the tests with such a name

Steps: ${Object.keys(steps).join(", ")}`;

/** More files than this do not fail by chance. */
const MOST_RUN_AGAIN = 5;

const { named, skip, patterns } = readArguments();
const chosen = Object.entries(steps).filter(([name]) => named.length === 0 || named.includes(name) !== skip);
if (skip) console.log(`Skipped as requested: ${named.join(", ")}`);
await ensurePackagesOf(chosen);

const started = performance.now();
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(0)} s`;
const times: string[] = [];
const unsteady: string[] = [];
for (const [at, [name, step]] of chosen.entries()) {
  console.log(`\n[${at + 1}/${chosen.length}] ${name} (${seconds(started)} so far)`);
  const begun = performance.now();
  if (!step.run()) {
    console.error(`\nFailed: ${name}, after ${seconds(begun)}. Again, alone: npm test -- ${name}`);
    process.exit(1);
  }
  times.push(`  ${name.padEnd(12)}${seconds(begun).padStart(6)}`);
}
console.log(`\n${times.join("\n")}`);
if (skip) console.log(`Skipped as requested: ${named.join(", ")}`);
if (unsteady.length > 0) console.log(`UNSTEADY, failed once and passed when run again: ${unsteady.join(", ")}`);
const all = Object.keys(steps).length;
console.log(`${chosen.length === all ? "All" : `${chosen.length} of ${all}`} steps passed in ${seconds(started)}.`);

function run(command: string, ...words: string[]): boolean {
  return runIn({}, command, ...words);
}

/** @param settings added to the environment */
function runIn(settings: Readonly<Record<string, string>>, command: string, ...words: string[]): boolean {
  return spawnSync(command, words, { stdio: "inherit", env: { ...process.env, ...settings } }).status === 0;
}

/**
 * Runs a group of test files in one test runner; the files share the cores, and groups run one after the other.
 * With CI=true, files that fail are run once more, one by one: an unsteady test is a fault of its own, which is named at
 * the end, and does not hold up a change that has nothing to do with it.
 */
function tests(pattern: string, concurrency: number, settings: Readonly<Record<string, string>> = {}): boolean {
  const folder = mkdtempSync(join(tmpdir(), "callas-test-"));
  try {
    const list = join(folder, "failed");
    if (testFiles(globSync(pattern).sort(), concurrency, list, settings)) return true;
    const failed = readFileSync(list, "utf8").split("\n").filter(Boolean);
    if (process.env["CI"] !== "true" || failed.length === 0 || failed.length > MOST_RUN_AGAIN) return false;
    const names = failed.map((file) => relative(process.cwd(), file));
    console.error(`\nOnce more: ${names.join(", ")}`);
    if (!testFiles(names, 1, list, settings)) return false;
    unsteady.push(...names);
    return true;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param failedList the file to which the names of failed files are written */
function testFiles(
  files: readonly string[],
  concurrency: number,
  failedList: string,
  settings: Readonly<Record<string, string>>,
): boolean {
  return runIn(
    settings,
    process.execPath,
    "--test",
    `--test-concurrency=${concurrency}`,
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    "--test-reporter=./lab/failed-files.ts",
    `--test-reporter-destination=${failedList}`,
    ...patterns.map((pattern) => `--test-name-pattern=${pattern}`),
    ...files,
  );
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { skip: { type: "boolean" }, "test-name-pattern": { type: "string", multiple: true } },
    });
    const unknown = positionals.find((name) => !(name in steps));
    if (unknown !== undefined) throw new Error(`There is no step '${unknown}'.`);
    if (values.skip && positionals.length === 0) throw new Error("--skip needs the names of steps.");
    return { named: positionals, skip: values.skip ?? false, patterns: values["test-name-pattern"] ?? [] };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function ensurePackagesOf(chosen: readonly (readonly [string, Step])[]): Promise<void> {
  try {
    await ensurePackages(chosen.flatMap(([, { packages = [] }]) => packages));
    for (const [, { fetch }] of chosen) await fetch?.();
  } catch (error) {
    if (!(error instanceof MissingPackages)) throw error;
    const needing = chosen.flatMap(([name, { packages }]) => (packages ? name : []));
    console.error(`${error.message}\nWithout them: npm test -- --skip ${needing.join(" ")}`);
    process.exit(1);
  }
}
