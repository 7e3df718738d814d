/**
 * PostgreSQL fails over while two processes' stores save and follow: a standby is promoted, again and again, behind one
 * address. Checked at the port of the store, as `lab/checker/run-checker.ts` does over HTTP.
 */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Change } from "../../src/policy/changes.ts";
import { Company } from "../../src/policy/company.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres.ts";
import { StorageError } from "../../src/store/storage-error.ts";
import type { Store } from "../../src/store/store.ts";
import { eventually } from "../eventually.ts";
import { authorNamed } from "../principals.ts";
import { randomOf, type Random } from "../random.ts";
import { newFolder } from "../service/new-folder.ts";
import { startPostgres, startStandby, type Postgres } from "../service/postgres.ts";
import { startProxy, type PostgresProxy } from "../service/postgres-proxy.ts";
import { checkOrder, type AnsweredSave } from "./answered-saves.ts";
import { FIRST_MARK, marksIn, nameOf } from "./saves-made.ts";

const STORES = 2;
const WRITERS = 8;
const PAUSE_MS = 20;
const PAGE = 100;

export type FailOverReport = Readonly<{ failOvers: number; cuts: number; saves: number; lost: number; told: number }>;

type Answered = AnsweredSave & Readonly<{ mark: number }>;

/** @throws Error that names the seed */
export async function runFailOver(seed: number, goesOn: (failOvers: number) => boolean): Promise<FailOverReport> {
  const folder = await newFolder();
  let primary = await startPostgres(["fsync = off", "wal_level = replica"]);
  const proxy = await startProxy(primary);
  const stores: Store[] = [];
  try {
    await primary.create("callas");
    const open = { url: proxy.url("callas"), secretFile: join(folder, "secret") };
    for (let at = 0; at < STORES; at++) stores.push(await openPostgresStore(open));
    const random = randomOf(seed, 2);
    const work = keepWorking(stores, seed);
    const counts = { failOvers: 0, cuts: 0 };
    for (; !work.isOver() && goesOn(counts.failOvers); counts.failOvers += 1) {
      counts.cuts += await troubled(proxy, random);
      primary = await failOver(primary, proxy, () => work.moreSaves(20));
      await work.moreSaves(100);
    }
    return { ...counts, ...(await work.end()) };
  } catch (error) {
    throw new Error(`The checker found something, with the seed ${seed}.`, { cause: error });
  } finally {
    await Promise.all(stores.map((store) => store.close()));
    await proxy.close();
    await primary.remove();
    await rm(folder, { recursive: true });
  }
}

/** The network to the database goes, for a moment each time; sometimes with the answer to a COMMIT. */
async function troubled(proxy: PostgresProxy, random: Random): Promise<number> {
  const times = 1 + random.int(4);
  for (let time = 0; time < times; time++) {
    let left = 1 + random.int(3);
    const fate = random.pick(["cut", "lose_answer"] as const);
    const words = random.pick(["begin", 'insert into "history"', "commit"]);
    proxy.watch((sent) => (sent.includes(words) && left-- > 0 ? fate : "deliver"));
    await sleep(random.int(500));
    if (random.chance(0.3)) {
      proxy.freeze();
      await sleep(random.int(1000));
      proxy.thaw();
    }
  }
  proxy.watch(() => "deliver");
  return times;
}

/**
 * @param save saves once more: what was saved before is then with the standby too
 * @returns the server that has taken over
 */
async function failOver(primary: Postgres, proxy: PostgresProxy, save: () => Promise<void>): Promise<Postgres> {
  const standby = await startStandby(primary);
  const client = new Client({ connectionString: primary.url("postgres") });
  // The server ends before it does.
  client.on("error", () => {});
  await client.connect();
  // From here on, a commit waits until the standby has it.
  await client.query("alter system set synchronous_standby_names = '*'");
  await client.query("select pg_reload_conf()");
  await eventually("the standby follows in step", async () => {
    const { rowCount } = await client.query("select 1 from pg_stat_replication where sync_state = 'sync'");
    return rowCount === 1 || undefined;
  });
  await save();
  await primary.stop("SIGQUIT");
  await standby.promote();
  proxy.turnTo(standby);
  await client.end().catch(() => {});
  await primary.remove();
  return standby;
}

function keepWorking(stores: readonly Store[], seed: number) {
  const answered: Answered[] = [];
  let [lost, mark] = [0, FIRST_MARK];
  const over = new AbortController();
  const isOver = () => over.signal.aborted;

  async function save(nth: number): Promise<void> {
    const random = randomOf(seed, 100 + nth);
    const store = stores[nth % stores.length]!;
    while (!isOver()) {
      const own = mark++;
      const sent = performance.now();
      try {
        const { revision } = await store.writeCompany(
          `c${random.int(WRITERS)}`,
          { author: authorNamed("checker"), action: "company.put" },
          async (draft) => draft.put("company", Company.parse({ name: nameOf(own), country: "BY" })),
        );
        answered.push({ revision: revision!, sent, answered: performance.now(), mark: own });
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        assert.equal(error.reason, "unavailable", error.message);
        lost += 1;
      }
      await sleep(random.int(PAUSE_MS));
    }
  }

  const following = stores.map(follow);
  const saving = Promise.all(Array.from({ length: WRITERS }, (_, nth) => save(nth)));
  saving.catch(() => over.abort());
  return {
    isOver,
    async moreSaves(count: number): Promise<void> {
      const enough = answered.length + count;
      await eventually("saves", () => answered.length >= enough || isOver() || undefined);
    },
    async end() {
      over.abort();
      await saving;
      checkOrder(answered);
      const [store] = stores as [Store];
      const head = await store.head();
      for (const follower of following) await follower.end(head);
      const { ok, rows } = await store.verifyHistory(null);
      assert.deepEqual([ok, rows], [true, head], "the history is whole");
      const marks = await marksByRevision(store);
      for (const { revision, mark } of answered) assert.equal(marks.get(revision), mark, `revision ${revision}`);
      return { saves: answered.length, lost, told: head };
    },
  };
}

/** Follows as everything in the service does: it must be told each revision once, in order. */
function follow(store: Store) {
  const at = { revision: 0, failure: null as unknown };
  let asking = Promise.resolve();
  const advance = async () => {
    const changes = await store.changesSince({ epoch: store.epoch, revision: at.revision }, PAGE);
    if (changes === "start_over") return assert.fail("a follower has to start over");
    for (const { revision } of changes.changes)
      assert.equal(revision, ++at.revision, "each revision is told once, in order");
    assert.equal(changes.revision, at.revision);
  };
  const stop = store.follow(() => {
    asking = asking.then(advance).catch((error: unknown) => {
      // It asks again at the next notice.
      if (!(error instanceof StorageError)) at.failure ??= error;
    });
  });
  return {
    async end(head: number): Promise<void> {
      stop();
      await asking;
      while (at.revision < head && at.failure === null) await advance();
      if (at.failure !== null) throw at.failure;
      assert.equal(at.revision, head);
    },
  };
}

async function marksByRevision(store: Store): Promise<ReadonlyMap<number, number>> {
  const marks = new Map<number, number>();
  let before: number | undefined;
  for (;;) {
    const { entries, next } = await store.history({ company: null, limit: 500, bytes: Infinity, before });
    for (const { revision, changes } of entries)
      for (const mark of marksIn(JSON.parse(changes) as Change[])) marks.set(revision, mark);
    if (next === null) return marks;
    before = next;
  }
}
