/** What goes wrong between Callas and PostgreSQL: every save is answered, and an answer is true. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "pg";
import { eventually } from "../../lab/eventually.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { startPostgres, startStandby, type Postgres } from "../../lab/service/postgres.ts";
import { startProxy, type Fate, type PostgresProxy } from "../../lab/service/postgres-proxy.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres.ts";
import { StorageError } from "../../src/store/storage-error.ts";
import type { Store } from "../../src/store/store.ts";
import { feedOf, idsOf, putCompany } from "./store-sample.ts";

/** For saves that are to succeed however busy the machine is. */
const LONG_MS = 120_000;

/** For saves that are to be given up. */
const SHORT_MS = 1500;

let server: Postgres;
before(async () => {
  server = await startPostgres();
});
after(() => server.remove());

type Stage = Readonly<{
  proxy: PostgresProxy;
  open: (saveMilliseconds: number) => Promise<Store>;
  /** A client past the proxy, as another program would be. */
  direct: Client;
}>;

let stages = 0;

function faulty(name: string, play: (stage: Stage) => Promise<void>): void {
  test(name, async () => {
    const database = `faults_${++stages}`;
    const folder = await newFolder();
    await server.create(database);
    const proxy = await startProxy(server);
    const direct = new Client({ connectionString: server.url(database) });
    // The server may end before it does.
    direct.on("error", () => {});
    await direct.connect();
    const stores: Store[] = [];
    const open = async (saveMilliseconds: number) => {
      const url = proxy.url(database);
      const secretFile = join(folder, "secret");
      const store = await openPostgresStore({ url, secretFile, saveMilliseconds, lookMilliseconds: LONG_MS });
      stores.push(store);
      return store;
    };
    try {
      await play({ proxy, open, direct });
    } finally {
      await Promise.all(stores.map((store) => store.close()));
      await direct.end();
      await proxy.close();
      await server.drop(database);
      await rm(folder, { recursive: true });
    }
  });
}

const isUnavailable = (error: unknown) => error instanceof StorageError && error.reason === "unavailable";

/** The fate of the first thing sent that contains the words; everything else is delivered. */
function once(words: string, fate: Fate): (sent: string) => Fate {
  let isMet = false;
  return (sent) => {
    if (isMet || !sent.includes(words)) return "deliver";
    isMet = true;
    return fate;
  };
}

/** Revisions without a gap, each told once, with a sound history. */
async function requireWhole(store: Store, saves: number): Promise<void> {
  assert.equal(await store.head(), saves);
  assert.deepEqual(
    (await feedOf(store)).map(({ revision }) => revision),
    Array.from({ length: saves }, (_, at) => at + 1),
  );
  const { ok, rows } = await store.verifyHistory(null);
  assert.deepEqual([ok, rows], [true, saves]);
}

const saveAll = (store: Store, ids: readonly string[]) => Promise.allSettled(ids.map((id) => putCompany(store, id)));

const MANY = ["a", "b", "c", "d", "e", "f"];

const callasWaits = (direct: Client) =>
  eventually("Callas waits for a lock", async () => {
    const { rowCount } = await direct.query("select 1 from pg_locks where not granted");
    return rowCount === 0 ? undefined : true;
  });

faulty("a connection that is lost before COMMIT costs nobody a save", async ({ proxy, open }) => {
  const store = await open(LONG_MS);
  for (const words of ["begin", 'update "head"', 'insert into "history"']) {
    const head = await store.head();
    proxy.watch(once(words, "cut"));
    const ids = MANY.map((id) => `${id}${head}`);
    const outcomes = await saveAll(store, ids);
    assert.deepEqual([...new Set(outcomes.map(({ status }) => status))], ["fulfilled"], words);
    await requireWhole(store, head + ids.length);
  }
});

for (const fate of ["cut", "lose_answer"] as const)
  faulty(
    `lost at COMMIT (${fate}): nobody is told that it was saved, and it is there whole or not at all`,
    async (stage) => {
      const store = await stage.open(LONG_MS);
      stage.proxy.watch(once("commit", fate));
      const outcomes = await saveAll(store, MANY);
      const lost = outcomes.filter(({ status }) => status === "rejected");
      assert.ok(lost.length > 0);
      for (const outcome of lost) assert.ok(outcome.status === "rejected" && isUnavailable(outcome.reason));
      const saved = await idsOf(store, null, 10);
      assert.equal(saved.length, fate === "cut" ? MANY.length - lost.length : MANY.length);
      await requireWhole(store, saved.length);
      await putCompany(store, "next");
      await requireWhole(store, saved.length + 1);
    },
  );

faulty("on a silent network a save is given up, and what comes later is saved", async ({ proxy, open }) => {
  const store = await open(SHORT_MS);
  const patient = await open(LONG_MS);
  await putCompany(patient, "acme");
  proxy.freeze();
  const outcomes = await saveAll(store, MANY);
  for (const outcome of outcomes) assert.ok(outcome.status === "rejected" && isUnavailable(outcome.reason));
  proxy.thaw();
  await putCompany(patient, "beta");
  await requireWhole(patient, 2);
});

faulty("a transaction that holds the head ends no read, and a save is answered", async ({ open, direct }) => {
  const store = await open(SHORT_MS);
  const patient = await open(LONG_MS);
  await putCompany(patient, "acme");
  await direct.query("begin; update head set revision = revision");
  for (const outcome of await saveAll(store, MANY))
    assert.ok(outcome.status === "rejected" && isUnavailable(outcome.reason));
  assert.deepEqual(await idsOf(patient, null, 10), ["acme"]);
  const waiting = putCompany(patient, "beta");
  await direct.query("rollback");
  assert.equal((await waiting).revision, 2);
  await requireWhole(patient, 2);
});

faulty("a company that somebody holds keeps no other company waiting", async ({ open, direct }) => {
  const store = await open(LONG_MS);
  await putCompany(store, "held");
  await direct.query("begin; update company set since = since where id = 'held'");
  let isSaved = false;
  const held = putCompany(store, "held", "Held").then(() => (isSaved = true));
  await callasWaits(direct);
  for (const outcome of await saveAll(store, MANY)) assert.equal(outcome.status, "fulfilled");
  assert.equal(isSaved, false);
  await direct.query("rollback");
  await held;
  await requireWhole(store, 2 + MANY.length);
});

faulty("a deadlock with somebody else is tried again", async ({ open, direct }) => {
  const store = await open(LONG_MS);
  await saveAll(store, ["acme", "zeta"]);
  // Callas takes acme and waits for zeta; the other one has zeta and asks for acme.
  await direct.query("begin; set local deadlock_timeout = '1h'; update company set since = since where id = 'zeta'");
  const saves = Promise.all(["acme", "zeta"].map((id) => putCompany(store, id, "Anew")));
  await callasWaits(direct);
  await direct.query("update company set since = since where id = 'acme'");
  await direct.query("commit");
  const revisions = (await saves).map(({ revision }) => revision);
  assert.deepEqual(
    revisions.toSorted((a, b) => a! - b!),
    [3, 4],
  );
  await requireWhole(store, 4);
});

faulty("a conflict that the database reports at COMMIT is tried again", async ({ open, direct }) => {
  const store = await open(LONG_MS);
  // A sequence counts on when a transaction is rolled back: the first two attempts fail, together and alone.
  await direct.query("create sequence attempts");
  await direct.query(`create function conflict() returns trigger language plpgsql as $$ begin
    if nextval('attempts') <= 2 then raise exception 'conflict' using errcode = 'serialization_failure'; end if;
    return null;
  end $$`);
  await direct.query(`create constraint trigger conflict after insert on feed
    deferrable initially deferred for each row execute function conflict()`);
  for (const outcome of await saveAll(store, MANY)) assert.equal(outcome.status, "fulfilled");
  await requireWhole(store, MANY.length);
});

/** Saves four companies over and over, whatever becomes of the database. */
function keepSaving(store: Store) {
  const acknowledged: number[] = [];
  const end = new AbortController();
  let failed = 0;
  const writers = ["a", "b", "c", "d"].map(async (id) => {
    for (let round = 0; !end.signal.aborted; round++)
      try {
        acknowledged.push((await putCompany(store, id, String(round))).revision!);
      } catch (error) {
        assert.ok(isUnavailable(error), String(error));
        failed++;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
  });
  return {
    failed: () => failed,
    /** Resolves after so many further saves. */
    async saved(what: string, count: number): Promise<void> {
      const enough = acknowledged.length + count;
      await eventually(what, () => (acknowledged.length >= enough ? true : undefined));
    },
    /** Every save that was acknowledged must be there, once. */
    async stop(): Promise<void> {
      end.abort();
      await Promise.all(writers);
      const revisions = (await feedOf(store)).map(({ revision }) => revision);
      assert.deepEqual(
        revisions,
        revisions.map((_, at) => at + 1),
      );
      assert.equal(new Set(acknowledged).size, acknowledged.length);
      assert.ok(acknowledged.every((revision) => revision <= revisions.length));
      assert.equal((await store.verifyHistory(null)).ok, true);
    },
  };
}

faulty("a server that goes away and comes back has every save that was acknowledged", async ({ open }) => {
  const store = await open(LONG_MS);
  const saving = keepSaving(store);
  await saving.saved("saves before", 20);
  await server.stop("SIGQUIT");
  await eventually("saves fail", () => (saving.failed() >= 4 ? true : undefined));
  await server.start();
  await saving.saved("saves after", 20);
  await saving.stop();
});

test("a standby that is promoted during saves has every save that was acknowledged", async () => {
  const folder = await newFolder();
  const primary = await startPostgres(["fsync = off", "wal_level = replica"]);
  const standby = await startStandby(primary);
  const proxy = await startProxy(primary);
  try {
    await primary.create("callas");
    // From here on, a commit waits until the standby has it.
    await primary.run("psql", "-q", "-d", "postgres", "-c", "alter system set synchronous_standby_names = '*'");
    await primary.run("psql", "-q", "-d", "postgres", "-c", "select pg_reload_conf()");
    const url = proxy.url("callas");
    const store = await openPostgresStore({ url, secretFile: join(folder, "secret"), saveMilliseconds: LONG_MS });
    const saving = keepSaving(store);
    await saving.saved("saves before", 20);
    await primary.stop("SIGQUIT");
    await standby.promote();
    proxy.turnTo(standby);
    await saving.saved("saves after", 20);
    await saving.stop();
    await store.close();
  } finally {
    await proxy.close();
    await standby.remove();
    await primary.remove();
    await rm(folder, { recursive: true });
  }
});
