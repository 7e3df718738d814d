/** The npm package, installed from its tarball in an empty folder. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { globSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { clientOf } from "../../lab/service/client.ts";
import { newFolder, watched } from "../../lab/service/service.ts";
import { stagePackage } from "../../lab/package/stage.ts";

const root = join(import.meta.dirname, "../..");

/** As a user has it, without the Node of the checkout. */
const PATH = (process.env["PATH"] ?? "")
  .split(":")
  .filter((folder) => !folder.includes("node_modules"))
  .join(":");

type Packed = readonly [Readonly<{ filename: string; files: readonly Readonly<{ path: string }>[] }>];

let folder: string;
let packed: Packed[0];
before(async () => {
  folder = await newFolder();
  stagePackage(join(folder, "stage"));
  [packed] = JSON.parse(npm(["pack", "--json", "--pack-destination", folder, "./stage"])) as Packed;
});
after(() => rm(folder, { recursive: true, force: true }));

function npm(words: readonly string[], cwd = folder): string {
  return execFileSync("npm", ["--loglevel=error", ...words], { cwd, env: { ...process.env, PATH }, encoding: "utf8" });
}

test("it contains what running and operating take, and nothing else", () => {
  const paths = packed.files.map(({ path }) => path).sort();
  assert.deepEqual(
    [...new Set(paths.map((path) => path.split("/")[0]))],
    [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "SECURITY.md",
      "bin",
      "docs",
      "examples",
      "package.json",
      "pbx",
      "src",
      "web",
    ],
  );
  const sources = globSync("src/**/*.{ts,json}", { cwd: root }).map((path) => path.replace(/\.ts$/, ".js"));
  assert.deepEqual(
    paths.filter((path) => path.startsWith("src/")),
    sources.sort(),
  );
  assert.deepEqual(
    paths.filter((path) => path.startsWith("bin/")),
    ["bin/callas.js", "bin/require-node.js"],
  );
  assert.ok(paths.includes("web/dist/index.html"));
  assert.deepEqual(
    paths.filter((path) => path.startsWith("web/") && !path.startsWith("web/dist/")),
    [],
  );
});

test("installed in an empty folder, 'npx callas serve' answers, on the Node that it brings", async (context) => {
  const empty = join(folder, "empty");
  await mkdir(empty);
  // An npm that asks for consent finds it here.
  await writeFile(join(empty, "package.json"), JSON.stringify({ private: true, allowScripts: { node: true } }));
  npm(["install", "--prefer-offline", join(folder, packed.filename)], empty);
  const child = spawn("npx", ["callas", "serve"], {
    cwd: empty,
    env: { PATH, HOME: process.env["HOME"], CALLAS_PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const service = watched(child);
  context.after(async () => {
    process.kill(-child.pid!, "SIGTERM");
    await service.exited;
  });
  const ask = clientOf(await service.address);
  assert.deepEqual((await ask("GET /healthz")).body, { status: "ok" });
  assert.match((await ask("GET /")).text, /^<!doctype html>/);
  assert.equal((await ask("GET companies")).status, 401);
});
