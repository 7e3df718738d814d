/** `npm run dev`: the page and the service behind one address, and that both end with it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { freePort } from "../../lab/calls/ports.ts";
import { demoCompany, demoId } from "../../lab/companies/demo-company.ts";
import { clientOf } from "../../lab/service/client.ts";
import { newFolder } from "../../lab/service/service.ts";

test("npm run dev serves the page as it is written, and the demo company behind it, until it is interrupted", async (t) => {
  const dataDir = await newFolder();
  t.after(() => rm(dataDir, { recursive: true }));
  const child = spawn(process.execPath, ["scripts/dev.ts"], {
    cwd: join(import.meta.dirname, "../.."),
    env: { PATH: process.env["PATH"], CALLAS_DATA_DIR: dataDir, CALLAS_PORT: String(await freePort()) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(() => child.kill("SIGKILL"));
  const ended = once(child, "close") as Promise<[number]>;
  const ready = Promise.withResolvers<void>();
  let output = "";
  const note = (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes("Ctrl+C")) ready.resolve();
  };
  child.stdout.on("data", note);
  child.stderr.on("data", note);
  await Promise.race([ready.promise, ended.then(() => assert.fail(output))]);

  const page = /^The page.* (http\S+)$/m.exec(output)![1]!;
  const key = /^The operator's key.* (\S+)$/m.exec(output)![1]!;
  const html = await (await fetch(page)).text();
  assert.match(html, /@vite\/client/, "it reloads");
  const module = await fetch(new URL("/api/query-client.ts", page));
  assert.match(module.headers.get("content-type")!, /javascript/, "a module of the page is not taken for the API");
  const { body } = await clientOf(new URL(page).origin, key)(`GET companies/${demoId}`);
  assert.equal(body["name"], demoCompany.company.name);

  child.kill("SIGINT");
  const [code] = await ended;
  assert.equal(code, 0, output);
  assert.match(output, /"msg":"stopped"/, "the service has stopped by itself");
});
