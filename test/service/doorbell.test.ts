/** Processes on one PostgreSQL tell each other of writes, and see them in any case. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { Client } from "pg";
import { eventually } from "../../lab/eventually.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { BOUNCER_POOL, startPgBouncer } from "../../lab/service/pgbouncer.ts";
import { startProxy } from "../../lab/service/postgres-proxy.ts";
import { startPostgres, type Postgres } from "../../lab/service/postgres.ts";
import { DOORBELL_NAME, openDoorbell } from "../../src/store/postgres/doorbell.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres.ts";
import type { Store } from "../../src/store/store.ts";
import { putCompany } from "./store-sample.ts";

/** Longer than anything here waits: whoever sees a write before has heard of it. */
const NEVER_MS = 600_000;

let server: Postgres;
before(async () => {
  server = await startPostgres();
});
after(() => server.remove());

type Process = Readonly<{
  store: Store;
  /** The heads that it noticed. */
  heads: number[];
  /** What kept it from hearing. */
  failures: unknown[];
}>;

let databases = 0;

async function processes(
  context: TestContext,
  { urlOf = server.url, lookMilliseconds = NEVER_MS }: { urlOf?: Postgres["url"]; lookMilliseconds?: number } = {},
) {
  const name = `rung_${++databases}`;
  const folder = await newFolder();
  await server.create(name);
  const direct = new Client({ connectionString: server.url(name) });
  await direct.connect();
  const open = async (): Promise<Process> => {
    const failures: unknown[] = [];
    const heads: number[] = [];
    const store = await openPostgresStore({
      url: urlOf(name),
      secretFile: join(folder, "secret"),
      saveMilliseconds: 120_000,
      lookMilliseconds,
      unheard: (error) => failures.push(error),
    });
    store.follow((head) => heads.push(head));
    return { store, heads, failures };
  };
  const [one, other] = [await open(), await open()];
  context.after(async () => {
    await Promise.all([one.store.close(), other.store.close(), direct.end()]);
    await server.drop(name);
    await rm(folder, { recursive: true });
  });
  const listeners = async (): Promise<readonly number[]> => {
    const { rows } = await direct.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1 AND state = 'idle'",
      [DOORBELL_NAME],
    );
    return rows.map(({ pid }) => pid);
  };
  return { one, other, direct, listeners, url: urlOf(name) };
}

/** Writes in one of them until the other has noticed one of these writes. */
async function noticed(by: Process, of: Process): Promise<void> {
  let first: number | null = null;
  await eventually("a write is noticed", async () => {
    const { revision } = await putCompany(of.store, "acme", `at ${performance.now()}`);
    first ??= revision;
    return by.heads.some((head) => head >= first!) || undefined;
  });
}

test("a write is heard of, by each from each", async (context) => {
  const { one, other } = await processes(context);
  // When one begins to listen it looks once; later writes it can only have heard of.
  for (let times = 0; times < 5; times++) {
    await noticed(one, other);
    await noticed(other, one);
  }
  assert.deepEqual([one.failures, other.failures], [[], []]);
});

test("what is committed together rings once", async (context) => {
  const { one, other, direct } = await processes(context);
  await noticed(other, one);
  let rings = 0;
  await direct.query("LISTEN callas_written");
  direct.on("notification", () => (rings += 1));
  await putCompany(one.store, "before");
  await eventually("the write before rings", () => rings > 0 || undefined);
  const before = rings;
  await Promise.all(Array.from({ length: 20 }, (_, at) => putCompany(one.store, `c${at}`)));
  await eventually("twenty saves ring", () => rings > before || undefined);
  await putCompany(one.store, "after");
  await eventually("the write after rings", () => rings > before + 1 || undefined);
  assert.equal(rings, before + 2);
});

test("whose connection is lost listens again, and sees what was written meanwhile", async (context) => {
  const { one, other, direct, listeners } = await processes(context);
  await noticed(other, one);
  const before = await listeners();
  assert.equal(before.length, 2);
  await direct.query("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", [before]);
  await eventually("both have noticed it", () => (one.failures.length > 0 && other.failures.length > 0) || undefined);
  const { revision } = await putCompany(one.store, "meanwhile");
  await eventually("it is seen", () => other.heads.some((head) => head >= revision!) || undefined);
  for (let times = 0; times < 3; times++) await noticed(other, one);
  assert.deepEqual([one.failures.length, other.failures.length], [1, 1], "it is said once");
});

test("where nobody can listen, writes are seen by looking, and it is said once", async (context) => {
  const proxy = await startProxy(server);
  context.after(() => proxy.close());
  let refused = 0;
  proxy.watch((sent) => {
    if (!sent.includes("LISTEN")) return "deliver";
    refused += 1;
    return "cut";
  });
  const { one, other, listeners } = await processes(context, { urlOf: proxy.url, lookMilliseconds: 20 });
  await noticed(other, one);
  await eventually("it is tried again", () => refused >= 5 || undefined);
  assert.deepEqual([one.failures.length, other.failures.length], [1, 1]);
  await noticed(one, other);
  proxy.watch(() => "deliver");
  await eventually("both listen", async () => (await listeners()).length === 2 || undefined);
});

test("through PgBouncer in transaction mode, nobody listens, which is said once, and writes are seen", async (context) => {
  const bouncer = await startPgBouncer(server);
  context.after(() => bouncer.remove());
  const { one, other, url } = await processes(context, { urlOf: bouncer.url, lookMilliseconds: 20 });
  for (let times = 0; times < 5; times++) {
    await noticed(other, one);
    await noticed(one, other);
  }
  await eventually("both have said it", () => (one.failures.length > 0 && other.failures.length > 0) || undefined);
  assert.deepEqual(await listenersBehind(url), [], "whoever gets the connection next would hear it");
  await noticed(other, one);
  for (const { failures } of [one, other]) {
    assert.equal(failures.length, 1);
    assert.match(String(failures[0]), /PgBouncer/);
  }
});

/** What the connections of the pool listen to: as many transactions at once as it has get each of them. */
async function listenersBehind(url: string): Promise<unknown[]> {
  const clients = Array.from({ length: BOUNCER_POOL }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  try {
    await Promise.all(clients.map((client) => client.query("BEGIN")));
    const asked = clients.map((client) => client.query("SELECT pg_listening_channels()"));
    return (await Promise.all(asked)).flatMap(({ rows }) => rows);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

test("it ends although the network is silent", async (context) => {
  const proxy = await startProxy(server);
  context.after(() => proxy.close());
  let heard = 0;
  const doorbell = openDoorbell({ url: proxy.url("postgres"), heard: () => (heard += 1), failed: () => {} });
  await eventually("it listens", () => heard > 0 || undefined);
  proxy.freeze();
  doorbell.ring();
  await doorbell.close();
});
