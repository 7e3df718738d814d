/** The process that people start: what stops its start, and how it stops. */
import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { connect, createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { databaseFile } from "../../src/store/sqlite/data-folder.ts";
import { isReachable } from "../../src/cli/client.ts";
import { clientOf, outcomeOf, type Ask } from "../../lab/service/client.ts";
import { eventually } from "../../lab/eventually.ts";
import { directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { newFolder, operatorKey, serviceProcess, type ServiceProcess } from "../../lab/service/service.ts";

async function folderOf(context: TestContext): Promise<string> {
  const folder = await newFolder();
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function started(context: TestContext, environment: Readonly<Record<string, string>>): ServiceProcess {
  const service = serviceProcess(environment);
  context.after(async () => {
    service.child.kill("SIGKILL");
    await service.exited;
  });
  return service;
}

/** What this process sent before has come to the service once it has answered two questions after it, one by one. */
async function whatWasSentIsReceived(ask: Ask): Promise<void> {
  for (let times = 0; times < 2; times++) assert.equal((await ask("GET /healthz")).status, 200);
}

/** It stops by itself, not with success, and says a line that names all of these. */
async function refuses(context: TestContext, environment: Readonly<Record<string, string>>, ...named: string[]) {
  const service = started(context, environment);
  const code = await service.exited;
  assert.ok(typeof code === "number" && code > 0, `exit ${code}`);
  const lines = service.output().split("\n");
  for (const word of named)
    assert.ok(
      lines.some((line) => line.includes(word)),
      `${word} in:\n${service.output()}`,
    );
  assert.ok(!service.output().includes("    at "), `no stack in:\n${service.output()}`);
}

test("a second process on one data folder is refused; after SIGKILL of the first a new one starts", async (context) => {
  const folder = await folderOf(context);
  const environment = { CALLAS_DATA_DIR: folder };
  const first = started(context, environment);
  const operator = clientOf(await first.address, operatorKey);
  await putCompany(operator, "acme", { directory, settings });
  await refuses(context, environment, databaseFile(folder));
  assert.equal((await operator("GET /readyz")).status, 200);
  first.child.kill("SIGKILL");
  assert.equal(await first.exited, "SIGKILL");
  const second = started(context, environment);
  const again = clientOf(await second.address, operatorKey);
  const { body } = await again("POST decisions", { company: "acme", line: "ivan-desk", dialled: "112" });
  assert.deepEqual([body["callerId"], body["revision"]], [MAIN, 3]);
});

test("a database of a newer version is refused, by its file's name", async (context) => {
  const folder = await folderOf(context);
  const service = started(context, { CALLAS_DATA_DIR: folder });
  await service.address;
  service.child.kill("SIGTERM");
  assert.equal(await service.exited, 0);
  const database = new DatabaseSync(databaseFile(folder));
  database.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_future', '2030-01-01T00:00:00.000Z')");
  database.close();
  await refuses(context, { CALLAS_DATA_DIR: folder }, databaseFile(folder), "9999_future");
});

test("a damaged file is refused, by its name", async (context) => {
  const folder = await folderOf(context);
  await writeFile(databaseFile(folder), "This is no database. ".repeat(1000));
  await refuses(context, { CALLAS_DATA_DIR: folder }, databaseFile(folder));
});

test("a data folder that is a file is refused, by its name", async (context) => {
  const file = join(await folderOf(context), "file");
  await writeFile(file, "");
  await refuses(context, { CALLAS_DATA_DIR: file }, file);
});

test("bad settings stop the start, each named", async (context) => {
  const folder = await folderOf(context);
  await refuses(
    context,
    {
      CALLAS_DATA_DIR: folder,
      CALLAS_PORT: "65536",
      CALLAS_OPERATOR_KEY: "x".repeat(31),
      CALLAS_LOG_LEVEL: "loud",
      CALLAS_KAMAILIO: "nowhere",
      CALLAS_CACHE_MIB: "0",
    },
    "CALLAS_PORT",
    "CALLAS_OPERATOR_KEY",
    "CALLAS_LOG_LEVEL",
    "CALLAS_KAMAILIO",
    "CALLAS_CACHE_MIB",
  );
});

test("a port that is taken stops the start, by its number", async (context) => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  context.after(() => taken.close());
  const port = String((taken.address() as AddressInfo).port);
  await refuses(context, { CALLAS_DATA_DIR: await folderOf(context), CALLAS_PORT: port }, port);
});

test("a stop answers what is in flight, then ends with success", async (context) => {
  const folder = join(await folderOf(context), "made");
  await mkdir(folder);
  const service = started(context, { CALLAS_DATA_DIR: folder });
  const operator = clientOf(await service.address, operatorKey);
  await putCompany(operator, "acme", { directory, settings });
  const asked = { company: "acme", line: "ivan-desk", dialled: "+48221234567" };
  // These wait for two seconds each, and are under way when the signal comes.
  const waiting = Array.from({ length: 5 }, () => operator("POST decisions", { ...asked, minRevision: 1_000_000 }));
  // So may some of these be; whatever was answered 200 is saved.
  const saves = Array.from({ length: 20 }, (_, at) =>
    operator(`PUT companies/c${at}`, { name: "C", country: "BY" }).catch((error: unknown) => error),
  );
  await whatWasSentIsReceived(operator);
  service.child.kill("SIGTERM");
  for (const answer of await Promise.all(waiting)) assert.equal(outcomeOf(answer), "503 revision_not_reached");
  const outcomes = await Promise.all(saves);
  assert.equal(await service.exited, 0);
  assert.ok(!service.output().includes('"level":50'), service.output());
  await assert.rejects(operator("GET /healthz"));

  const again = started(context, { CALLAS_DATA_DIR: folder });
  const operatorAgain = clientOf(await again.address, operatorKey);
  assert.equal((await operatorAgain("POST decisions", asked)).body["callerId"], SECOND);
  for (const [at, outcome] of outcomes.entries())
    if (!(outcome instanceof Error)) assert.equal((await operatorAgain(`GET companies/c${at}`)).status, 200);
  again.child.kill("SIGINT");
  assert.equal(await again.exited, 0);
});

test("a call on a connection that is open while the service stops is answered too", async (context) => {
  const service = started(context, { CALLAS_DATA_DIR: await folderOf(context) });
  const address = new URL(await service.address);
  const operator = clientOf(address.origin, operatorKey);
  await putCompany(operator, "acme", { directory, settings });
  const call = (more: object) => {
    const body = JSON.stringify({ company: "acme", line: "ivan-desk", dialled: "112", ...more });
    const head = `host: x\r\nauthorization: Bearer ${operatorKey}\r\ncontent-length: ${body.length}`;
    return `POST /api/v1/decisions HTTP/1.1\r\n${head}\r\n\r\n${body}`;
  };
  const socket = connect(Number(address.port), address.hostname);
  let said = "";
  socket.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const closed = once(socket, "close");
  socket.write(call({ minRevision: 1_000_000 }));
  await whatWasSentIsReceived(operator);
  service.child.kill("SIGTERM");
  await eventually("the end of listening", async () => ((await isReachable(address.origin)) ? undefined : true));
  socket.write(call({}));
  assert.equal(await service.exited, 0);
  await closed;
  assert.deepEqual(said.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 503", "HTTP/1.1 200"]);
});

test("what it writes holds no key and nothing of a call", async (context) => {
  const service = started(context, { CALLAS_DATA_DIR: await folderOf(context) });
  const operator = clientOf(await service.address, operatorKey);
  await putCompany(operator, "acme", { directory, settings });
  const { body } = await operator("POST keys", { name: "x", role: "operator" });
  await operator("POST decisions", { company: "acme", line: "ivan-desk", dialled: "+48221234567" });
  await clientOf(await service.address, "callas_a-wrong-key-that-is-told-nobody")("GET companies");
  service.child.kill("SIGTERM");
  await service.exited;
  for (const secret of [operatorKey, body["key"] as string, "+48221234567", "a-wrong-key", MAIN])
    assert.ok(!service.output().includes(secret));
});

test("a client that never finishes asking does not hold up the stop", async (context) => {
  const service = started(context, { CALLAS_DATA_DIR: await folderOf(context) });
  const { hostname, port } = new URL(await service.address);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write("POST /healthz HTTP/1.1\r\nHost: x\r\n");
  await whatWasSentIsReceived(clientOf(await service.address));
  service.child.kill("SIGTERM");
  const code = await Promise.race([service.exited, delay(30_000, "still there")]);
  assert.equal(code, 0);
  socket.destroy();
});
