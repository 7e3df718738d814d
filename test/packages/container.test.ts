/** The Dockerfiles and the Compose file, without a container engine: a linter, and what they name exists. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { validate } from "dockerfile-utils";
import { parse } from "yaml";
import { newFolder } from "../../lab/service/service.ts";
import { readConfig } from "../../src/config.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

type Service = Readonly<{
  /** Absent for a ready image. */
  build?: string;
  environment?: Readonly<Record<string, string>>;
  volumes: readonly string[];
  read_only?: boolean;
}>;
const compose = "examples/compose";
const { services } = parse(read(`${compose}/compose.yaml`)) as { services: Readonly<Record<string, Service>> };

for (const path of ["Dockerfile", `${compose}/kamailio/Dockerfile`])
  test(`the linter finds nothing in ${path}`, () => {
    assert.deepEqual(validate(read(path)), []);
  });

test("the linter does find mistakes", () => {
  assert.notDeepEqual(validate("FROM debian\nUSERS node\n"), []);
});

test("the image runs the Node of package.json, without root, and tells its health", () => {
  const lines = read("Dockerfile").split("\n");
  const { node } = (JSON.parse(read("package.json")) as { dependencies: Record<string, string> }).dependencies;
  const bases = lines.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
  assert.deepEqual(new Set(bases), new Set([`node:${node}-bookworm-slim`]));
  assert.deepEqual(
    lines.filter((line) => line.startsWith("USER ")),
    ["USER node"],
  );
  assert.ok(lines.some((line) => line.startsWith("HEALTHCHECK ")));
});

test("everything that the image is made from is in the checkout and let in", () => {
  const copied = [...read("Dockerfile").matchAll(/^COPY --from=build (.+) \S+$/gm)].flatMap(([, from]) =>
    from!.split(" ").map((path) => path.replace("/callas/", "")),
  );
  assert.ok(copied.length > 5);
  const letIn = read(".dockerignore").split("\n");
  for (const path of copied) {
    assert.ok(existsSync(join(root, path)), path);
    // npm makes this one.
    if (path !== "node_modules") assert.ok(letIn.includes(`!${path.split("/")[0]}`), path);
  }
});

test("the Compose file's settings are Callas's, its root is read-only, and its files exist", () => {
  const { callas } = services;
  const config = readConfig(callas!.environment!);
  assert.deepEqual(config.kamailios, [{ host: "kamailio", port: 8448 }]);
  assert.match(read(`${compose}/kamailio/settings.cfg`), /^#!define CALLAS_LISTEN "0\.0\.0\.0:8448"$/m);
  assert.ok(read(`${compose}/kamailio/settings.cfg`).includes(`#!define CALLAS_SECRET "${config.kamailioSecret}"`));
  assert.equal(new URL(config.databaseUrl!).password, services["postgres"]!.environment!["POSTGRES_PASSWORD"]);
  assert.equal(callas!.read_only, true);
  for (const { build, volumes } of Object.values(services)) {
    if (build !== undefined) assert.ok(existsSync(join(root, compose, build, "Dockerfile")), build);
    for (const from of volumes.map((volume) => volume.split(":")[0]!).filter((from) => from.startsWith(".")))
      assert.ok(existsSync(join(root, compose, from)), from);
  }
});

test("Kamailio takes the office with the settings of the containers", async (context) => {
  const folder = await newFolder();
  context.after(() => rm(folder, { recursive: true, force: true }));
  cpSync(join(root, "pbx/kamailio"), folder, { recursive: true });
  const settings = read(`${compose}/kamailio/settings.cfg`);
  cpSync(join(root, compose, "kamailio/settings.cfg"), join(folder, "example/settings.cfg"));
  const names = (text: string) => [...text.matchAll(/^#?#!define (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(names(settings), names(read("pbx/kamailio/example/settings.cfg")), "no setting is missing");
  execFileSync("kamailio", ["-c", "-E", "-f", "kamailio.cfg"], { cwd: join(folder, "example"), stdio: "pipe" });
});
