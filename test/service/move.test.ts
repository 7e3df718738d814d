/** `callas move`: everything goes to PostgreSQL and back, while calls are decided and nothing is saved. */
import assert from "node:assert/strict";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { spawn } from "node:child_process";
import { after, before, test, type TestContext } from "node:test";
import { Client } from "pg";
import { directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { largeCompany } from "../../lab/companies/large-company.ts";
import { eventually } from "../../lab/eventually.ts";
import { clientOf, outcomeOf, type Ask } from "../../lab/service/client.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { startPostgres, type Postgres } from "../../lab/service/postgres.ts";
import { operatorKey, serviceProcess, type ServiceProcess } from "../../lab/service/service.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres.ts";
import { TABLE_NAMES } from "../../src/store/sql/table-pages.ts";
import { databaseFile } from "../../src/store/sqlite/data-folder.ts";
import { StorageError } from "../../src/store/storage-error.ts";
import { openSqliteStoreAlone } from "../../src/store/sqlite/sqlite.ts";
import { runCallas, type Ran } from "./run-callas.ts";

let server: Postgres;
before(async () => {
  server = await startPostgres();
});
after(() => server.remove());

let databases = 0;

async function emptyDatabase(context: TestContext): Promise<string> {
  const name = `move_${++databases}`;
  await server.create(name);
  context.after(() => server.drop(name));
  return server.url(name);
}

async function folder(context: TestContext): Promise<string> {
  const made = await newFolder();
  context.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

const serve = (dataDir: string) => serviceProcess({ CALLAS_DATA_DIR: dataDir, CALLAS_LOG_LEVEL: "info" });

async function stop({ child, exited }: ServiceProcess): Promise<void> {
  child.kill("SIGTERM");
  await exited;
}

/** Companies, one of them large and one removed, a trunk, keys, people, expectations, a history that was written by several. */
async function fill(operator: Ask): Promise<void> {
  const ok = async (...asked: Parameters<Ask>) => assert.ok((await operator(...asked)).status < 300, asked[0]);
  await ok("PUT trunks/carrier", { name: "Carrier", domain: "sip.carrier.example" });
  await putCompany(operator, "acme", { directory, settings });
  await putCompany(operator, "large", largeCompany({ label: (at) => `№ ${at}`, employee: (at) => `Сотрудник ${at}` }));
  await putCompany(operator, "gone");
  await ok("DELETE companies/gone");
  await ok("POST keys", { name: "pbx", role: "pbx", companies: ["acme"] });
  await ok("POST people", { email: "anna@acme.example", name: "Anna", roles: [{ role: "admin", company: "acme" }] });
}

/** All rows of all tables, in an order of their own. */
function rowsOf(dataDir: string): Readonly<Record<string, readonly string[]>> {
  const database = new DatabaseSync(databaseFile(dataDir), { readOnly: true });
  const rows = TABLE_NAMES.map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all()] as const);
  database.close();
  return Object.fromEntries(rows.map(([table, found]) => [table, found.map(inOrder).sort()]));
}

async function rowsAt(url: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const found: Record<string, readonly string[]> = {};
  for (const table of TABLE_NAMES) {
    const { rows } = await client.query<Record<string, unknown>>(`select * from "${table}"`);
    found[table] = rows.map(inOrder).sort();
  }
  await client.end();
  return found;
}

/** `pg` reads int8 as text. */
const inOrder = (row: object) =>
  JSON.stringify(
    Object.entries(row as Record<string, string | number | null>)
      .map(([name, value]) => [name, value === null ? null : String(value)] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

const assertMoved = ({ code, stdout, stderr }: Ran) => {
  assert.equal(code, 0, stderr);
  assert.match(stdout, /Checksum of both sides: [0-9a-f]{32}\./);
  assert.match(stdout, /Done\./);
};

test("everything goes to PostgreSQL and back, and the chain of the history holds on both", async (context) => {
  const [url, dataDir, other] = [await emptyDatabase(context), await folder(context), await folder(context)];
  const service = serve(dataDir);
  await fill(clientOf(await service.address, operatorKey));
  await stop(service);
  const before = rowsOf(dataDir);
  assert.ok(Number(before["history"]?.length) > 8);

  assertMoved(await runCallas(["move", "--to", "postgres", url], { CALLAS_DATA_DIR: dataDir }));
  assert.deepEqual(await rowsAt(url), before);
  const secretFile = join(dataDir, "callas.secret");
  const shared = await openPostgresStore({ url, secretFile });
  const { ok, rows } = await shared.verifyHistory(null);
  assert.deepEqual([ok, rows], [true, await shared.head()]);
  await shared.close();

  const environment = { CALLAS_DATA_DIR: other, CALLAS_SECRET_FILE: secretFile, CALLAS_DATABASE_URL: url };
  assertMoved(await runCallas(["move", "--to", "embedded"], environment));
  assert.deepEqual(rowsOf(other), before);
  const back = await openSqliteStoreAlone(other, secretFile);
  assert.deepEqual((await back.verifyHistory(null)).ok, true);
  await back.close();
});

function startMove(words: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ["bin/callas.js", "move", ...words], {
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { said: () => said, ended };
}

test("while a service runs, calls are decided, saves are refused, and the move ends when it has stopped", async (context) => {
  const [url, dataDir] = [await emptyDatabase(context), await folder(context)];
  const service = serve(dataDir);
  const operator = clientOf(await service.address, operatorKey);
  await fill(operator);
  const moving = startMove(["--to", "postgres", url], { CALLAS_DATA_DIR: dataDir });
  await eventually("the service is to be stopped", () => moving.said().includes("stop it now") || undefined);
  const question = { company: "acme", line: "ivan-desk", dialled: "810 49 30 1234567" };
  assert.equal(outcomeOf(await operator("POST decisions", question)), "200");
  assert.equal(outcomeOf(await operator("GET companies/acme")), "200");
  assert.equal(
    outcomeOf(await operator("PUT companies/late", { name: "Late", country: "BY" })),
    "503 storage_unavailable",
  );
  assert.ok(!moving.said().includes("Done"));
  await stop(service);
  assert.equal(await moving.ended, 0);
  assert.match(moving.said(), /Done/);
  assert.deepEqual(await rowsAt(url), rowsOf(dataDir));
});

test("the same with PostgreSQL as the source: whoever is connected reads, and saves nothing", async (context) => {
  const [url, dataDir] = [await emptyDatabase(context), await folder(context)];
  const secretFile = join(dataDir, "callas.secret");
  const store = await openPostgresStore({ url, secretFile, saveMilliseconds: 2000 });
  const author = { kind: "key", id: "k", name: "k", address: null } as const;
  const save = () =>
    store.writeAccess({ author, action: "test" }, async (draft) => draft.record({ path: "/test", to: 1 }));
  await save();
  const moving = startMove(["--to", "embedded", url], { CALLAS_DATA_DIR: dataDir });
  await eventually("the service is to be stopped", () => moving.said().includes("stop it now") || undefined);
  assert.equal(await store.head(), 1);
  await assert.rejects(save(), (error) => error instanceof StorageError && error.reason === "unavailable");
  assert.ok(!moving.said().includes("Done"));
  await store.close();
  assert.equal(await moving.ended, 0);
  assert.deepEqual(rowsOf(dataDir), await rowsAt(url));
});

test("a target that is not empty is refused, in both directions, and stays as it was", async (context) => {
  const [url, dataDir] = [await emptyDatabase(context), await folder(context)];
  const secretFile = join(dataDir, "callas.secret");
  for (const open of [() => openSqliteStoreAlone(dataDir), () => openPostgresStore({ url, secretFile })]) {
    const store = await open();
    const author = { kind: "key", id: "k", name: "k", address: null } as const;
    await store.writeAccess({ author, action: "test" }, async (draft) => draft.record({ path: "/test", to: 1 }));
    await store.close();
  }
  const [mine, theirs] = [rowsOf(dataDir), await rowsAt(url)];
  for (const to of ["postgres", "embedded"]) {
    const { code, stderr } = await runCallas(["move", "--to", to, url], { CALLAS_DATA_DIR: dataDir });
    assert.equal(code, 5);
    assert.match(stderr, /is not empty: nothing was copied/);
  }
  assert.deepEqual([rowsOf(dataDir), await rowsAt(url)], [mine, theirs]);
});

test("another secret, or a document that is not as it was saved, and nothing is copied", async (context) => {
  const [url, dataDir] = [await emptyDatabase(context), await folder(context)];
  const service = serve(dataDir);
  await fill(clientOf(await service.address, operatorKey));
  await stop(service);
  const moved = (environment: Readonly<Record<string, string>>) =>
    runCallas(["move", "--to", "postgres", url], { CALLAS_DATA_DIR: dataDir, ...environment });

  const stranger = await folder(context);
  await (await openSqliteStoreAlone(stranger)).close();
  const secret = await moved({ CALLAS_SECRET_FILE: join(stranger, "callas.secret") });
  assert.deepEqual([secret.code, /another secret/.test(secret.stderr)], [5, true], secret.stderr);

  const copy = await folder(context);
  await mkdir(copy, { recursive: true });
  await cp(dataDir, copy, { recursive: true });
  const database = new DatabaseSync(databaseFile(copy));
  database.exec(`UPDATE document SET body = replace(body, 'Acme', 'Evil') WHERE company = 'acme' AND kind = 'company'`);
  database.close();
  const forged = await moved({ CALLAS_DATA_DIR: copy });
  assert.deepEqual([forged.code, /checksums differ/.test(forged.stderr)], [5, true], forged.stderr);

  const unnamed = await runCallas(["move", "--to", "postgres"], { CALLAS_DATA_DIR: dataDir });
  assert.deepEqual([unnamed.code, /CALLAS_DATABASE_URL/.test(unnamed.stderr)], [2, true]);
  assertMoved(await moved({}));
});
