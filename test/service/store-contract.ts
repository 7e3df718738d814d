/** What every store has to hold to, whatever database is behind it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf } from "../../src/access/key-ring.ts";
import type { ApiKey } from "../../src/access/api-key.ts";
import { revisionOf, type Commit, type Store, type Transaction } from "../../src/store/store.ts";
import { noOutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { emptyDirectory, type Directory } from "../../src/policy/directory.ts";
import type { Company } from "../../src/policy/company.ts";

/** One database, to be opened as often as a test likes. */
export type Database = Readonly<{
  open: () => Promise<Store>;
  /** All that it keeps, as bytes. */
  bytes: () => Promise<Buffer>;
  /** Where a backup may be written. */
  backupFile: string;
  openBackup: () => Promise<Store>;
  remove: () => Promise<void>;
}>;

const company = (name: string): Company => ({ name, country: "BY", choice: "assigned", guests: "main" });

const withNumbers = (...numbers: string[]): Directory => ({
  ...emptyDirectory,
  numbers: numbers.map((number) => ({ number, label: "", on: true })),
});

const by = (author: string, company: string | null, action = "test") => ({ author, action, company });

const putCompany = (store: Store, id: string, name = id) =>
  store.write(by("anna", id), async (transaction) => transaction.put(id, "company", company(name)));

const key = (id: string, more: Partial<ApiKey> = {}): ApiKey => ({
  id,
  name: "PBX",
  hash: hashOf(`secret of ${id}`),
  role: "pbx",
  companies: ["acme"],
  sync: true,
  createdAt: "2026-01-02T03:04:05.678Z",
  createdBy: "operator",
  revokedAt: null,
  ...more,
});

class Refused extends Error {}

/** Everything that a store tells, to see that nothing has changed. */
async function told(store: Store): Promise<unknown> {
  const ids = await idsOf(store, null, 1000);
  return {
    epoch: store.epoch,
    head: await store.head(),
    feed: await store.feed(0, 100_000),
    keys: await store.keys(),
    companies: await Promise.all(ids.map((id) => store.company(id))),
    audits: await Promise.all(ids.map((id) => store.audit(id, null, 1000))),
  };
}

async function idsOf(store: Store, after: string | null, limit: number): Promise<string[]> {
  return (await store.list(after, limit, null)).map(({ id }) => id);
}

export function storeContract(make: () => Promise<Database>): void {
  /** `play` answers the store that is open at its end, where that is another. */
  const contract = (name: string, play: (store: Store, database: Database) => Promise<Store | void>) =>
    void test(name, async () => {
      const database = await make();
      let store = await database.open();
      try {
        store = (await play(store, database)) ?? store;
      } finally {
        await store.close();
        await database.remove();
      }
    });

  contract("a new store is empty at revision 0", async (store) => {
    assert.equal(await store.head(), 0);
    assert.deepEqual(await store.feed(0, 10), []);
    assert.deepEqual(await idsOf(store, null, 10), []);
    assert.deepEqual(await store.keys(), []);
    assert.equal(await store.company("acme"), null);
    assert.deepEqual(await store.audit("acme", null, 10), []);
    assert.match(store.epoch, /^[0-9a-f-]{36}$/);
  });

  contract("each document has the revision, the time and the author of its last write", async (store) => {
    const first = await putCompany(store, "acme", "One");
    const second = await store.write(by("boris", "acme"), async (transaction) => {
      transaction.put("acme", "directory", withNumbers("+375171234567"));
      return "what work answers";
    });
    assert.deepEqual([first.revision, second.revision, second.result], [1, 2, "what work answers"]);
    const stored = (await store.company("acme"))!;
    assert.deepEqual(second.stored, stored);
    assert.equal(stored.id, "acme");
    assert.deepEqual(stored.company.body, company("One"));
    assert.deepEqual([stored.company.revision, stored.company.savedBy], [1, "anna"]);
    assert.deepEqual(stored.directory.body, withNumbers("+375171234567"));
    assert.deepEqual([stored.directory.revision, stored.directory.savedBy], [2, "boris"]);
    assert.match(stored.directory.savedAt!, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(Math.abs(Date.parse(stored.directory.savedAt!) - Date.now()) < 60_000);
    assert.deepEqual(stored["outgoing-numbers"], {
      body: noOutgoingNumbers,
      revision: 0,
      savedAt: null,
      savedBy: null,
    });
    assert.equal(revisionOf(stored), 2);
  });

  contract("documents of one write share its revision", async (store) => {
    const { revision } = await store.write(by("anna", "acme"), async (transaction) => {
      transaction.put("acme", "company", company("Acme"));
      transaction.put("acme", "directory", withNumbers("+375171234567"));
      transaction.put("acme", "outgoing-numbers", { ...noOutgoingNumbers, main: "+375171234567" });
    });
    const stored = (await store.company("acme"))!;
    assert.deepEqual(
      [stored.company.revision, stored.directory.revision, stored["outgoing-numbers"].revision],
      [revision, revision, revision],
    );
  });

  contract("what is saved comes back as it was, whatever its text holds", async (store) => {
    const name = `“'"; DROP TABLE document; -- \u0000 \ud800 \u2028 ${"🙂".repeat(20)} Иван`;
    await putCompany(store, "acme", name);
    assert.equal((await store.company("acme"))!.company.body.name, name);
  });

  contract("sixteen writers at once get gapless revisions, told in the order of commit", async (store) => {
    const told: Commit[] = [];
    store.onCommit((commit) => told.push(commit));
    const revisions: number[] = [];
    let refused = 0;
    const inOrder = new Map<number, string>();
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        let last = 0;
        for (let round = 0; round < 25; round++) {
          const id = `c${(writer * 7 + round) % 10}`;
          const name = `${writer} ${round}`;
          const write = store.write(by(`writer ${writer}`, id), async (transaction) => {
            await transaction.company(id);
            transaction.put(id, "company", company(name));
            if (round % 5 === 4) throw new Refused();
          });
          if (round % 5 === 4) {
            await assert.rejects(write, Refused);
            refused++;
            continue;
          }
          const { revision, stored } = await write;
          assert.ok(revision > last, "a writer's own revisions rise");
          assert.equal(stored!.company.body.name, name);
          assert.ok(
            told.some((commit) => commit.revision === revision),
            "told before the write is answered",
          );
          last = revision;
          revisions.push(revision);
          inOrder.set(revision, id);
        }
      }),
    );
    const all = Array.from({ length: 320 }, (_, at) => at + 1);
    assert.equal(refused, 80);
    assert.deepEqual(
      revisions.sort((a, b) => a - b),
      all,
    );
    assert.deepEqual(
      told.map(({ revision }) => revision),
      all,
    );
    assert.equal(await store.head(), 320);
    const feed = await store.feed(0, 1000);
    assert.deepEqual(
      feed.map(({ revision, company }) => [revision, company]),
      all.map((revision) => [revision, inOrder.get(revision)]),
    );
    for (const id of await idsOf(store, null, 100)) {
      const newest = Math.max(...[...inOrder].filter(([, company]) => company === id).map(([revision]) => revision));
      assert.equal((await store.company(id))!.company.revision, newest);
    }
  });

  contract("two who read the same revision do not both write: reads and writes of a write are one", async (store) => {
    await putCompany(store, "acme", "0");
    await Promise.all(
      Array.from({ length: 16 }, () =>
        store.write(by("anna", "acme"), async (transaction) => {
          const before = (await transaction.company("acme"))!;
          await new Promise((resolve) => setImmediate(resolve));
          transaction.put("acme", "company", company(String(Number(before.company.body.name) + 1)));
        }),
      ),
    );
    assert.equal((await store.company("acme"))!.company.body.name, "16");
  });

  contract("a refused write changes nothing and uses no revision", async (store) => {
    await putCompany(store, "acme");
    await store.write(by("anna", "acme"), async (t) => t.put("acme", "directory", withNumbers("+375171234567")));
    const before = await told(store);
    const commits: Commit[] = [];
    store.onCommit((commit) => commits.push(commit));
    const refuse = (work: (transaction: Transaction) => void) =>
      assert.rejects(
        store.write(by("boris", "acme"), async (transaction) => {
          work(transaction);
          throw new Refused();
        }),
        Refused,
      );
    await refuse((transaction) => transaction.put("acme", "company", company("Other")));
    await refuse((transaction) => transaction.put("acme", "directory", withNumbers("+375171234599")));
    await refuse((transaction) => transaction.removeCompany("acme"));
    await refuse((transaction) => transaction.put("new", "company", company("New")));
    await refuse((transaction) => transaction.putKey(key("k1")));
    assert.deepEqual(await told(store), before);
    assert.deepEqual(commits, []);
    assert.equal((await putCompany(store, "acme")).revision, 3);
  });

  contract("a write that the database refuses halfway changes nothing", async (store) => {
    await putCompany(store, "acme");
    await putCompany(store, "other");
    await store.write(by("anna", "other"), async (t) => t.put("other", "directory", withNumbers("+375171234567")));
    const before = await told(store);
    // Nobody asked whose the number is: the table of owners has the last word.
    await assert.rejects(
      store.write(by("anna", "acme"), async (transaction) => {
        transaction.put("acme", "company", company("Changed"));
        transaction.put("acme", "directory", withNumbers("+375171234500", "+375171234567"));
      }),
    );
    assert.deepEqual(await told(store), before);
    assert.equal((await putCompany(store, "acme")).revision, 4);
  });

  contract("the feed tells every write once, from where one asks", async (store) => {
    await putCompany(store, "acme");
    await store.write(by("anna", null, "key.create"), async (transaction) => transaction.putKey(key("k1")));
    await putCompany(store, "beta");
    const feed = await store.feed(0, 10);
    assert.deepEqual(
      feed.map(({ revision, company, action }) => ({ revision, company, action })),
      [
        { revision: 1, company: "acme", action: "test" },
        { revision: 2, company: null, action: "key.create" },
        { revision: 3, company: "beta", action: "test" },
      ],
    );
    assert.deepEqual(await store.feed(1, 1), [feed[1]]);
    assert.deepEqual(await store.feed(3, 10), []);
  });

  contract("the audit says who changed what from what to what, the newest first", async (store) => {
    await putCompany(store, "acme", "One");
    await store.write(by("boris", "acme", "company.put"), async (transaction) =>
      transaction.put("acme", "company", { ...company("Two"), areaCode: "17" }),
    );
    await putCompany(store, "beta");
    const [newest, oldest, ...more] = await store.audit("acme", null, 10);
    assert.deepEqual(more, []);
    assert.deepEqual(
      { revision: newest!.revision, company: newest!.company, action: newest!.action, author: newest!.author },
      { revision: 2, company: "acme", action: "company.put", author: "boris" },
    );
    assert.equal(newest!.at, (await store.company("acme"))!.company.savedAt);
    assert.deepEqual(newest!.changes, [
      { path: "/company/name", from: "One", to: "Two" },
      { path: "/company/areaCode", to: "17" },
    ]);
    assert.deepEqual(oldest!.changes, [{ path: "/company", to: company("One") }]);
    assert.deepEqual(await store.audit("acme", 2, 10), [oldest]);
    assert.deepEqual(await store.audit("acme", null, 1), [newest]);
  });

  contract("a number belongs to one company at a time", async (store) => {
    const [one, two, three] = ["+375171234561", "+375171234562", "+375171234563"] as const;
    await putCompany(store, "acme");
    await putCompany(store, "beta");
    const directory = (id: string, ...numbers: string[]) =>
      store.write(by("anna", id), async (transaction) => transaction.put(id, "directory", withNumbers(...numbers)));
    const owners = async (besides: string, ...numbers: string[]) =>
      (await store.write(by("anna", null), (transaction) => transaction.ownersBesides(besides, numbers))).result;
    await directory("acme", one, two);
    await directory("beta", three);
    assert.deepEqual(
      await owners("beta", one, two, three),
      new Map([
        [one, "acme"],
        [two, "acme"],
      ]),
    );
    await assert.rejects(directory("beta", three, one));
    await directory("acme", two);
    await directory("beta", three, one);
    assert.deepEqual(await owners("acme", one, two), new Map([[one, "beta"]]));
    await store.write(by("anna", "beta"), async (transaction) => transaction.removeCompany("beta"));
    assert.deepEqual(await owners("acme", one, two, three), new Map());
    await directory("acme", one, two, three);
  });

  contract("whose thousands of numbers are is asked in one go", async (store) => {
    const numbers = Array.from({ length: 2500 }, (_, at) => `+37517${1_000_000 + at}`);
    await putCompany(store, "acme");
    await store.write(by("anna", "acme"), async (t) => t.put("acme", "directory", withNumbers(...numbers)));
    const { result } = await store.write(by("anna", null), (t) => t.ownersBesides("beta", numbers));
    assert.equal(result.size, 2500);
    assert.equal(result.get(numbers[2499]!), "acme");
  });

  contract("keys come back as they were put, without the key itself anywhere", async (store, database) => {
    const secret = "callas_the-secret-itself-that-must-not-be-written-down";
    const made = key("k1", { hash: hashOf(secret) });
    await store.write(by("anna", null), async (t) => t.putKey(made));
    await store.write(by("anna", null), async (t) => t.putKey(key("k2", { companies: null, sync: false })));
    assert.deepEqual(await store.keys(), [made, key("k2", { companies: null, sync: false })]);
    const revoked = { ...made, revokedAt: "2026-02-03T04:05:06.789Z" };
    await store.write(by("anna", null), async (t) => t.putKey(revoked));
    assert.deepEqual(
      (await store.keys()).find(({ id }) => id === "k1"),
      revoked,
    );
    await store.close();
    const kept = await database.bytes();
    assert.ok(kept.includes(hashOf(secret)), "the hash is what is kept");
    assert.ok(!kept.includes(secret));
    return database.open();
  });

  contract(
    "a removed company is gone with its numbers, and the next one of its id does not see its history",
    async (store) => {
      await putCompany(store, "acme");
      await store.write(by("anna", "acme"), async (t) => t.put("acme", "directory", withNumbers("+375171234567")));
      const { revision, stored } = await store.write(by("anna", "acme", "company.delete"), async (t) =>
        t.removeCompany("acme"),
      );
      assert.deepEqual([revision, stored], [3, null]);
      assert.equal(await store.company("acme"), null);
      assert.deepEqual(await idsOf(store, null, 10), []);
      assert.deepEqual(
        (await store.feed(2, 10)).map(({ action }) => action),
        ["company.delete"],
      );
      await putCompany(store, "acme", "Anew");
      assert.deepEqual(
        (await store.audit("acme", null, 10)).map(({ revision }) => revision),
        [4],
      );
      assert.equal((await store.company("acme"))!.directory.revision, 0);
    },
  );

  contract("companies are listed in the order of their ids, page by page", async (store) => {
    for (const id of ["b", "a", "d", "c"]) await putCompany(store, id);
    assert.deepEqual(await idsOf(store, null, 3), ["a", "b", "c"]);
    assert.deepEqual(await idsOf(store, "c", 3), ["d"]);
    assert.deepEqual(await idsOf(store, "bb", 1), ["c"]);
  });

  contract("reopened, it is the same store at the same revision", async (store, database) => {
    await putCompany(store, "acme");
    await store.write(by("anna", "acme"), async (t) => t.put("acme", "directory", withNumbers("+375171234567")));
    await store.write(by("anna", null), async (t) => t.putKey(key("k1")));
    const before = await told(store);
    await store.close();
    const again = await database.open();
    assert.deepEqual(await told(again), before);
    assert.equal((await putCompany(again, "beta")).revision, 4);
    return again;
  });

  contract("a backup made while writing is one moment of the store, whole", async (store, database) => {
    const write = (round: number) =>
      store.write(by("anna", `c${round % 7}`), async (transaction) => {
        const id = `c${round % 7}`;
        transaction.put(id, "company", company(String(round)));
        transaction.put(id, "directory", withNumbers(`+37517${1_000_000 + (round % 7) * 1000 + (round % 3)}`));
        transaction.put(id, "outgoing-numbers", { ...noOutgoingNumbers, main: `+37529${1_000_000 + round}` });
      });
    let round = 0;
    for (; round < 100; round++) await write(round);
    const over = new AbortController();
    const backup = store.backup(database.backupFile).finally(() => over.abort());
    while (!over.signal.aborted) {
      await write(round++);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await backup;
    const copy = await database.openBackup();
    try {
      const head = await copy.head();
      assert.ok(head >= 100 && head <= round, `${head} of ${round}`);
      assert.equal(copy.epoch, store.epoch);
      assert.deepEqual(await copy.feed(0, 100_000), (await store.feed(0, 100_000)).slice(0, head));
      for (const id of await idsOf(copy, null, 10)) {
        const { company, directory, "outgoing-numbers": outgoing } = (await copy.company(id))!;
        assert.deepEqual([directory.revision, outgoing.revision], [company.revision, company.revision]);
        assert.equal(outgoing.body.main, `+37529${1_000_000 + Number(company.body.name)}`);
        const [audit] = await copy.audit(id, null, 1);
        assert.equal(audit!.revision, company.revision);
      }
      assert.equal((await putCompany(copy, "of the copy")).revision, head + 1);
    } finally {
      await copy.close();
    }
  });

  contract("each store has an epoch of its own", async (store) => {
    const other = await make();
    const second = await other.open();
    assert.notEqual(second.epoch, store.epoch);
    await second.close();
    await other.remove();
  });
}
