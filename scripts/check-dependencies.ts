/**
 * `npm run check:dependencies`: checks package-lock.json without a network. With `--checked` it notes first that somebody
 * has looked for new advisories today.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { packagesHash, readAdvisories } from "../lab/dependencies/advisories.ts";
import { lockedPackages } from "../lab/dependencies/lock-file.ts";
import { dependencyProblems } from "../lab/dependencies/problems.ts";

const root = new URL("../", import.meta.url);
const file = new URL("lab/dependencies/advisories.json", root);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

const packages = lockedPackages(read("package-lock.json"));
const { allowScripts } = JSON.parse(read("package.json")) as { allowScripts: Record<string, boolean> };
let known = readAdvisories(readFileSync(file, "utf8"));
if (process.argv.includes("--checked")) {
  known = { ...known, checked: { on: new Date().toISOString().slice(0, 10), packages: packagesHash(packages) } };
  writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`);
}
const mayRunScripts = Object.keys(allowScripts).filter((name) => allowScripts[name]);
const problems = dependencyProblems(packages, known, mayRunScripts);
for (const problem of problems) console.error(problem);
console.log(`${packages.length} packages, ${known.advisories.length} advisories, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
