/** The Debian package: its unit, and a Debian in which it is installed, started, upgraded and removed. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, copyFileSync, existsSync, readFileSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { buildDeb } from "../../lab/package/deb.ts";
import { makeDebian, type DebianRoot } from "../../lab/package/debian-root.ts";
import { clientOf } from "../../lab/service/client.ts";
import { newFolder, watched } from "../../lab/service/service.ts";

const overlay = join(import.meta.dirname, "../../lab/package/debian");
const UNIT = "usr/lib/systemd/system/callas.service";
const ENVIRONMENT = "etc/callas/callas.env";
const ENABLED = "etc/systemd/system/multi-user.target.wants/callas.service";

test("systemd finds little that the unit may do beyond its work", () => {
  const words = ["security", "--offline=true", "--threshold=20", "--no-pager", join(overlay, UNIT)];
  assert.match(execFileSync("systemd-analyze", words, { encoding: "utf8" }), /Overall exposure level/);
});

const skip = process.getuid?.() !== 0 && process.env["CI"] !== "true" && "making a Debian takes root";

describe("installed in a Debian", { skip }, () => {
  let folder: string;
  let debian: DebianRoot;
  before(async () => {
    folder = await newFolder();
    const deb = buildDeb(join(folder, "work"), folder);
    const depends = execFileSync("dpkg-deb", ["--field", deb, "Depends"], { encoding: "utf8" });
    const names = depends.split(",").map((depend) => depend.trim().replace(/ .*/, ""));
    debian = makeDebian(join(folder, "debian"), names);
    copyFileSync(deb, inside("callas.deb"));
    debian.run("dpkg", "--install", "/callas.deb");
  });
  after(async () => {
    debian?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const inside = (path: string) => join(debian.folder, path);
  const modeOf = (path: string) => (statSync(inside(path)).mode & 0o777).toString(8);

  test("it has a user without a shell, whose data nobody else reads, and a secret file of settings", () => {
    const [, , id, , , home, shell] = debian.run("getent", "passwd", "callas").trim().split(":");
    assert.deepEqual([home, shell], ["/var/lib/callas", "/usr/sbin/nologin"]);
    assert.equal(statSync(inside("var/lib/callas")).uid, Number(id));
    assert.deepEqual([modeOf("var/lib/callas"), modeOf(ENVIRONMENT)], ["700", "600"]);
    assert.equal(statSync(inside(ENVIRONMENT)).uid, 0);
  });

  test("it starts with the machine, as its unit says, and answers on the Node that it brings", async () => {
    assert.equal(debian.run("readlink", "--canonicalize", `/${ENABLED}`).trim(), `/${UNIT}`);
    const [, start] = /^ExecStart=(.+)$/m.exec(readFileSync(inside(UNIT), "utf8"))!;
    const child = spawn("chroot", ["--userspec=callas:callas", debian.folder, ...start!.split(" ")], {
      env: { PATH: "/usr/sbin:/usr/bin", CALLAS_PORT: "0" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const service = watched(child);
    try {
      const ask = clientOf(await service.address);
      assert.deepEqual((await ask("GET /healthz")).body, { status: "ok" });
      assert.match((await ask("GET /")).text, /^<!doctype html>/);
    } finally {
      child.kill("SIGTERM");
      assert.equal(await service.exited, 0);
    }
    assert.equal(modeOf("var/lib/callas/callas.sqlite"), "600");
  });

  test("an upgrade and a removal keep settings and data, a purge leaves nothing", () => {
    appendFileSync(inside(ENVIRONMENT), "CALLAS_PORT=9000\n");
    debian.run("dpkg", "--install", "/callas.deb");
    assert.match(readFileSync(inside(ENVIRONMENT), "utf8"), /^CALLAS_PORT=9000$/m);
    debian.run("dpkg", "--remove", "callas");
    assert.deepEqual(
      [ENVIRONMENT, "var/lib/callas/callas.sqlite", "usr/lib/callas", "usr/bin/callas"].map((path) =>
        existsSync(inside(path)),
      ),
      [true, true, false, false],
    );
    debian.run("dpkg", "--purge", "callas");
    assert.deepEqual(
      ["etc/callas", "var/lib/callas", ENABLED].map((path) => existsSync(inside(path))),
      [false, false, false],
    );
    assert.throws(() => debian.run("getent", "passwd", "callas"));
  });
});
