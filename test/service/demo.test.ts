/** `npm run demo`: its table, its company, its second start. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { demoCalls, demoDirectory, demoId, demoOutgoingNumbers } from "../../lab/companies/demo-company.ts";
import { openClient } from "../../src/cli/client.ts";
import { newFolder } from "../../lab/service/service.ts";

const root = join(import.meta.dirname, "../..");

/** @param until stops the demo once it has printed this; it also ends by itself when it fails */
async function runDemo(environment: Readonly<Record<string, string>>, until: (output: string) => void | Promise<void>) {
  const child = spawn(process.execPath, ["scripts/demo.ts"], {
    cwd: root,
    env: { PATH: process.env["PATH"], CALLAS_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let stopping: Promise<void> | undefined;
  const note = (chunk: Buffer) => {
    output += chunk.toString();
    if (!/outgoing-numbers get/.test(output)) return;
    stopping ??= Promise.resolve(until(output)).finally(() => child.kill("SIGTERM"));
  };
  child.stdout.on("data", note);
  child.stderr.on("data", note);
  const [code] = (await once(child, "close")) as [number];
  await stopping;
  return { code, output };
}

const signIn = (output: string) => ({
  url: /Serving at (\S+)/.exec(output)![1]!,
  key: /CALLAS_KEY=(\S+)/.exec(output)![1]!,
});

const rowsOf = (output: string) => output.split("\n").filter((line) => / {2}/.test(line) && /^[А-Я]/.test(line));

describe("the demo", () => {
  let dataDir: string;
  before(async () => {
    dataDir = await newFolder();
  });
  after(() => rm(dataDir, { recursive: true }));

  test("is a company as people have it, and shows every rule", () => {
    assert.equal(demoDirectory.employees.length, 8);
    assert.equal(demoDirectory.employees.filter(({ guest }) => guest).length, 1);
    assert.equal(demoDirectory.departments.length, 3);
    assert.equal(demoDirectory.numbers.length, 10);
    assert.ok(demoOutgoingNumbers.main && demoOutgoingNumbers.personal.length > 0);
    assert.ok(demoOutgoingNumbers.regional.some((entry) => "prefix" in entry));
    assert.equal(demoCalls.length, 12);
    const rules = new Set(demoCalls.map(({ expected }) => expected.rule));
    const all = [
      "chosen",
      "country",
      "department",
      "emergency",
      "employee",
      "internal",
      "main",
      "prefix",
      "service_code",
    ];
    assert.deepEqual([...rules].sort(), all);
  });

  test("prints the calls as they have to be, serves, and starts a second time", async () => {
    const first = await runDemo({ CALLAS_DATA_DIR: dataDir }, async (output) => {
      const { url, key } = signIn(output);
      const { companies } = await openClient(url, key).send<{ companies: unknown[] }>("GET", "/api/v1/companies");
      assert.deepEqual(companies, [{ id: demoId, name: "Минские двери", country: "BY" }]);
      assert.equal((await fetch(`${url}/api/docs`)).status, 200);
    });
    assert.equal(first.code, 0, first.output);
    const rows = rowsOf(first.output);
    assert.equal(rows.length, demoCalls.length, first.output);
    const shownAt = /^WHO CALLS.*(?=SHOWN)/m.exec(first.output)![0].length;
    for (const [at, { dialled, expected }] of demoCalls.entries()) {
      assert.ok(rows[at]!.includes(dialled));
      const shown = rows[at]!.slice(shownAt).split("  ")[0]!;
      assert.equal(shown.startsWith("+") ? shown : null, expected.callerId);
    }
    assert.equal(new Set(rows.map((row, at) => row.indexOf(demoCalls[at]!.dialled))).size, 1, "columns are aligned");

    const second = await runDemo({ CALLAS_DATA_DIR: dataDir }, async (output) => {
      const { url, key } = signIn(output);
      const path = `/api/v1/companies/${demoId}/outgoing-numbers`;
      const client = openClient(url, key);
      const { revision } = await client.send<{ revision: number }>("GET", path);
      await client.send("PUT", path, { body: { ...demoOutgoingNumbers, regional: [] }, ifMatch: `"${revision}"` });
    });
    assert.deepEqual(rowsOf(second.output), rows);
    assert.doesNotMatch(second.output, /has been changed/);

    const operatorKey = "operator-key-of-the-demo-test-0123456789";
    const third = await runDemo({ CALLAS_DATA_DIR: dataDir, CALLAS_OPERATOR_KEY: operatorKey }, () => {});
    assert.equal(third.code, 0);
    assert.match(third.output, /has been changed since it was loaded: 4 of these calls/);
    assert.ok(!third.output.includes(operatorKey), "a key of the environment is not printed");
  });
});
