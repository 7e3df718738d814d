/** `npm run demo:calls`: its table, and that nothing of it is left behind. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { demoCalls } from "../../lab/companies/demo-company.ts";

const root = join(import.meta.dirname, "../..");

describe("the demo's calls", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "callas-demo-calls-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** @param interruptAt what it prints before it is interrupted */
  const runDemo = async (interruptAt?: string) => {
    const child = spawn(process.execPath, ["scripts/demo-calls.ts"], {
      cwd: root,
      env: { PATH: process.env["PATH"], TMPDIR: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let interrupted = false;
    const note = (chunk: Buffer) => {
      output += chunk.toString();
      if (interrupted || interruptAt === undefined || !output.includes(interruptAt)) return;
      interrupted = true;
      child.kill("SIGINT");
    };
    child.stdout.on("data", note);
    child.stderr.on("data", note);
    const [code] = (await once(child, "close")) as [number];
    return { code, output };
  };

  test("are as they have to be, in a table that is aligned", async () => {
    const { code, output } = await runDemo();
    assert.equal(code, 0, output);
    const [heading = "", ...rest] = output.slice(output.indexOf("WHO CALLS")).split("\n");
    const rows = rest.slice(0, demoCalls.length);
    const column = (name: string) => heading.indexOf(name);
    for (const [at, { dialled, expected }] of demoCalls.entries()) {
      const row = rows[at] ?? "";
      assert.match(row, / ok$/);
      assert.ok(row.slice(column("DIALLED")).startsWith(dialled), row);
      const saw = row.slice(column("THE CARRIER SAW"));
      assert.ok(saw.startsWith(expected.privacy ? "anonymous" : (expected.callerId ?? "nothing")), row);
      assert.ok(saw.includes(expected.callerId ?? "nothing"), row);
    }
    assert.match(output, /petr-mobile rang and saw 206/);
    assert.deepEqual(await readdir(folder), []);
  });

  for (const when of ["Starting Callas", "1/12"]) {
    test(`interrupted at “${when}”: all is stopped and removed`, async () => {
      const { code, output } = await runDemo(when);
      assert.equal(code, 130, output);
      assert.ok(!output.includes("WHO CALLS"));
      assert.deepEqual(await readdir(folder), []);
    });
  }
});
