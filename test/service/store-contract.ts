/** What every store has to hold to, whatever database is behind it: companies and their writes. */
import assert from "node:assert/strict";
import { noOutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { Refusal } from "../../src/policy/refusal.ts";
import { revisionOf } from "../../src/store/company.ts";
import type { Store } from "../../src/store/store.ts";
import { combined, NO_SUM } from "../../src/store/sums.ts";
import type { CompanyDraft } from "../../src/store/writes.ts";
import {
  by,
  company,
  contractFor,
  feedOf,
  idsOf,
  historyOf,
  key,
  putCompany,
  putDirectory,
  putKey,
  Refused,
  told,
  withNumbers,
  write,
  type Database,
} from "./store-sample.ts";

export function storeContract(make: () => Promise<Database>): void {
  const contract = contractFor(make);

  contract("a new store is empty at revision 0", async (store) => {
    assert.equal(await store.head(), 0);
    assert.deepEqual(await feedOf(store), []);
    assert.deepEqual(await idsOf(store, null, 10), []);
    assert.deepEqual(await store.listKeys(null, 10), []);
    assert.equal(await store.company("acme"), null);
    assert.equal(await store.text("acme", "directory"), null);
    assert.deepEqual(await store.history({ company: "acme", limit: 10, bytes: 1000 }), { entries: [], next: null });
    assert.match(store.epoch, /^[0-9a-f-]{36}$/);
  });

  contract("each document has the revision, the time and the author of its last write", async (store) => {
    const first = await putCompany(store, "acme", "One");
    const second = await store.writeCompany("acme", by("boris"), async (draft) => {
      assert.deepEqual(draft.before, first.stored);
      draft.put("directory", withNumbers("+375171234567"));
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

  contract("a document is also answered as its text", async (store) => {
    await putCompany(store, "acme");
    await putDirectory(store, "acme", "+375171234567");
    const { directory, "outgoing-numbers": outgoing } = (await store.company("acme"))!;
    assert.deepEqual(await store.text("acme", "directory"), { ...directory, body: JSON.stringify(directory.body) });
    assert.deepEqual(await store.text("acme", "outgoing-numbers"), {
      ...outgoing,
      body: JSON.stringify(noOutgoingNumbers),
    });
  });

  contract("documents of one write share its revision", async (store) => {
    const { revision } = await write(store, "acme", (draft) => {
      draft.put("company", company("Acme"));
      draft.put("directory", withNumbers("+375171234567"));
      draft.put("outgoing-numbers", { ...noOutgoingNumbers, main: "+375171234567" });
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
    const heads: number[] = [];
    store.follow((head) => heads.push(head));
    const revisions: number[] = [];
    let refused = 0;
    const inOrder = new Map<number, string>();
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        let last = 0;
        for (let round = 0; round < 25; round++) {
          const id = `c${(writer * 7 + round) % 10}`;
          const name = `${writer} ${round}`;
          const writing = store.writeCompany(id, by(`writer ${writer}`), async (draft) => {
            draft.put("company", company(name));
            await new Promise((resolve) => setImmediate(resolve));
            if (round % 5 === 4) throw new Refused();
          });
          if (round % 5 === 4) {
            await assert.rejects(writing, Refused);
            refused++;
            continue;
          }
          const { revision, stored } = await writing;
          assert.ok(revision !== null && revision > last, "a writer's own revisions rise");
          assert.equal(stored!.company.body.name, name);
          assert.ok(heads.at(-1)! >= revision, "told before the write is answered");
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
    assert.deepEqual(heads, all);
    assert.equal(await store.head(), 320);
    assert.deepEqual(
      await feedOf(store),
      all.map((revision) => ({ revision, company: inOrder.get(revision), removed: false })),
    );
    for (const id of await idsOf(store, null, 100)) {
      const newest = Math.max(...[...inOrder].filter(([, company]) => company === id).map(([revision]) => revision));
      assert.equal((await store.company(id))!.company.revision, newest);
    }
  });

  const countUp = (store: Store) =>
    store.writeCompany("acme", by("anna"), async (draft) => {
      await new Promise((resolve) => setImmediate(resolve));
      draft.put("company", company(String(Number(draft.before!.company.body.name) + 1)));
    });

  contract("two who read the same revision do not both write: reads and writes of a write are one", async (store) => {
    await putCompany(store, "acme", "0");
    await Promise.all(Array.from({ length: 16 }, () => countUp(store)));
    assert.equal((await store.company("acme"))!.company.body.name, "16");
  });

  contract("nor do two who write through connections of their own", async (store, database) => {
    await putCompany(store, "acme", "0");
    const other = await database.open();
    try {
      await Promise.all(Array.from({ length: 16 }, (_, at) => countUp(at % 2 === 0 ? store : other)));
      assert.equal((await store.company("acme"))!.company.body.name, "16");
      const { company: read } = (await store.company("acme"))!;
      const saveAt = (through: Store) =>
        through.writeCompany("acme", by("anna"), async (draft) => {
          await new Promise((resolve) => setImmediate(resolve));
          if (draft.before!.company.revision !== read.revision) throw new Refused();
          draft.put("company", company("saved"));
        });
      const outcomes = await Promise.allSettled([saveAt(store), saveAt(other), saveAt(store), saveAt(other)]);
      assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
      assert.ok(outcomes.every((outcome) => outcome.status === "fulfilled" || outcome.reason instanceof Refused));
      assert.equal(await other.head(), read.revision + 1);
    } finally {
      await other.close();
    }
  });

  contract("a refused write changes nothing and uses no revision", async (store) => {
    await putCompany(store, "acme");
    await putDirectory(store, "acme", "+375171234567");
    const before = await told(store);
    const heads: number[] = [];
    store.follow((head) => heads.push(head));
    const refuse = (id: string, work: (draft: CompanyDraft) => void | Promise<void>) =>
      assert.rejects(
        write(store, id, async (draft) => {
          await work(draft);
          throw new Refused();
        }),
        Refused,
      );
    await refuse("acme", (draft) => draft.put("company", company("Other")));
    await refuse("acme", (draft) => draft.put("directory", withNumbers("+375171234599")));
    await refuse("acme", (draft) => draft.remove());
    await refuse("new", (draft) => draft.put("company", company("New")));
    await refuse("acme", (draft) => draft.putKey(key("k1")));
    assert.deepEqual(await told(store), before);
    assert.deepEqual(heads, []);
    assert.equal((await putCompany(store, "acme", "Acme")).revision, 3);
  });

  contract("a write that changes nothing has no revision and leaves no trace", async (store) => {
    await putCompany(store, "acme");
    const { stored } = await putDirectory(store, "acme", "+375171234567");
    const before = await told(store);
    const heads: number[] = [];
    store.follow((head) => heads.push(head));
    const unchanged = await store.writeCompany("acme", by("boris"), async (draft) => {
      const { guests, ...rest } = company("acme");
      draft.put("company", { guests, ...rest });
      draft.put("directory", withNumbers("+375171234567"));
      return "what work answers";
    });
    assert.deepEqual(unchanged, { result: "what work answers", revision: null, stored });
    const withNothing = { ...company("acme"), areaCode: undefined };
    assert.equal((await write(store, "acme", (draft) => draft.put("company", withNothing))).revision, null);
    assert.equal((await write(store, "acme", () => {})).revision, null);
    assert.equal((await write(store, "nobody", (draft) => draft.remove())).revision, null);
    assert.equal((await store.writeAccess(by("anna"), async () => {})).revision, null);
    assert.deepEqual(await told(store), before);
    assert.deepEqual(heads, []);
  });

  contract("when a PBX last wrote is kept, even where nothing changed", async (store) => {
    await putCompany(store, "acme");
    assert.equal(await store.synchronisation("acme"), null);
    const synchronise = (author: string, ...numbers: string[]) =>
      store.writeCompany("acme", { ...by(author), synchronised: true }, async (draft) =>
        draft.put("directory", withNumbers(...numbers)),
      );
    const { stored } = await synchronise("pbx-1", "+375171234567");
    assert.deepEqual(await store.synchronisation("acme"), { at: stored!.directory.savedAt, author: "pbx-1" });
    assert.equal((await synchronise("pbx-2", "+375171234567")).revision, null);
    assert.equal((await store.synchronisation("acme"))!.author, "pbx-2");
    assert.equal(await store.head(), 2);
    await putDirectory(store, "acme");
    assert.equal((await store.synchronisation("acme"))!.author, "pbx-2");
  });

  contract("a number belongs to one company at a time", async (store) => {
    const [one, two, three] = ["+375171234561", "+375171234562", "+375171234563"] as const;
    await putCompany(store, "acme");
    await putCompany(store, "beta");
    await putDirectory(store, "acme", one, two);
    await putDirectory(store, "beta", three);
    const ofAcme = new Map([
      [one, "acme"],
      [two, "acme"],
    ]);
    assert.deepEqual(await store.ownersBesides("beta", [one, two, three]), ofAcme);
    const { result } = await store.writeCompany("beta", by("anna"), (draft) => draft.ownersBesides([one, two, three]));
    assert.deepEqual(result, ofAcme);
    const before = await told(store);
    // Nobody asked whose the number is: the table of owners has the last word.
    await assert.rejects(
      write(store, "beta", (draft) => {
        draft.put("company", company("Changed"));
        draft.put("directory", withNumbers(three, one));
      }),
      (error) =>
        error instanceof Refusal &&
        error.code === "number_taken" &&
        error.details.problems?.[0]?.path === "/numbers/1/number",
    );
    assert.deepEqual(await told(store), before);
    await putDirectory(store, "acme", two);
    await putDirectory(store, "beta", three, one);
    assert.deepEqual(await store.ownersBesides("acme", [one, two]), new Map([[one, "beta"]]));
    await write(store, "beta", (draft) => draft.remove());
    assert.deepEqual(await store.ownersBesides("acme", [one, two, three]), new Map());
    await putDirectory(store, "acme", one, two, three);
  });

  contract("a number that a save takes away rests for the saves that are committed with it", async (store) => {
    const number = "+375171234561";
    await putCompany(store, "acme");
    await putCompany(store, "beta");
    await putDirectory(store, "acme", number);
    const asks = (revision: number) =>
      store.noteNodes([{ name: "minsk", epoch: store.epoch, revision, seenAt: "2026-01-01T00:00:00.000Z" }]);
    await asks(0);
    const [, taken, { result: resting }] = await Promise.all([
      // The other two wait for its transaction, and share the next one.
      putCompany(store, "gamma"),
      putDirectory(store, "acme"),
      store.writeCompany("beta", by("anna"), async (draft) => {
        if ((await draft.ownersBesides([number])).size === 0) return await draft.restingNumbers([number]);
        return new Map([[number, ["not taken away yet"]]]);
      }),
    ]);
    assert.equal(resting.size, 1);
    assert.deepEqual(await store.restingNumbers("beta", [number]), new Map([[number, ["minsk"]]]));
    assert.deepEqual(await store.restingNumbers("acme", [number]), new Map());
    await asks(taken.revision! - 1);
    assert.equal((await store.restingNumbers("beta", [number])).size, 1);
    await asks(taken.revision!);
    assert.deepEqual(await store.restingNumbers("beta", [number]), new Map());
  });

  contract("a company takes back its own number, unless a node decides from before a restore", async (store) => {
    const number = "+375171234562";
    await putCompany(store, "acme");
    await putDirectory(store, "acme", number);
    const asks = (epoch: string) =>
      store.noteNodes([{ name: "minsk", epoch, revision: 0, seenAt: "2026-01-01T00:00:00.000Z" }]);
    await asks(store.epoch);
    await putDirectory(store, "acme");
    assert.deepEqual(await store.restingNumbers("acme", [number]), new Map());
    await asks("the database before");
    assert.deepEqual(await store.restingNumbers("acme", [number]), new Map([[number, ["minsk"]]]));
  });

  contract("whose thousands of numbers are is asked in one go", async (store) => {
    const numbers = Array.from({ length: 2500 }, (_, at) => `+37517${1_000_000 + at}`);
    await putCompany(store, "acme");
    await putDirectory(store, "acme", ...numbers);
    const owners = await store.ownersBesides("beta", numbers);
    assert.equal(owners.size, 2500);
    assert.equal(owners.get(numbers[2499]!), "acme");
    await putDirectory(store, "acme", ...numbers.slice(1200));
    assert.equal((await store.ownersBesides("beta", numbers)).size, 1300);
  });

  contract("a removed company is gone with its numbers, and the next one of its id is another", async (store) => {
    await putCompany(store, "acme");
    await store.writeCompany("acme", { ...by("pbx"), synchronised: true }, async (draft) =>
      draft.put("directory", withNumbers("+375171234567")),
    );
    const { revision, stored } = await write(store, "acme", (draft) => draft.remove());
    assert.deepEqual([revision, stored], [3, null]);
    assert.equal(await store.company("acme"), null);
    assert.equal(await store.synchronisation("acme"), null);
    assert.deepEqual(await idsOf(store, null, 10), []);
    assert.deepEqual(await feedOf(store, 2), [{ revision: 3, company: "acme", removed: true }]);
    assert.deepEqual(await historyOf(store, "acme"), []);
    await putCompany(store, "acme", "Anew");
    assert.deepEqual(
      (await historyOf(store, "acme")).map(({ revision }) => revision),
      [4],
    );
    assert.equal((await store.company("acme"))!.directory.revision, 0);
  });

  contract("companies are listed in the order of their ids, page by page", async (store) => {
    for (const id of ["b", "a", "d", "c"]) await putCompany(store, id);
    assert.deepEqual(await idsOf(store, null, 3), ["a", "b", "c"]);
    assert.deepEqual(await idsOf(store, "c", 3), ["d"]);
    assert.deepEqual(await idsOf(store, "bb", 1), ["c"]);
  });

  contract("ids are in the order of their bytes, as everything that reads them in turn expects", async (store) => {
    const ids = ["B", "_b", "a", "a-c", "aB", "ab", "a_c", "b"];
    for (const id of ids.toReversed()) await putCompany(store, id);
    assert.deepEqual(await idsOf(store, null, 10), ids.toSorted());
    assert.deepEqual(await idsOf(store, "a-c", 2), ["aB", "a_c"]);
  });

  contract("a company that was only asked for is still another one's to make", async (store) => {
    await putCompany(store, "acme");
    const [refused, nothing] = await Promise.allSettled([
      write(store, "beta", () => {
        throw new Refused();
      }),
      write(store, "gamma", (draft) => draft.remove()),
      putCompany(store, "acme", "Acme"),
    ]);
    assert.deepEqual([refused.status, nothing.status], ["rejected", "fulfilled"]);
    assert.deepEqual(await idsOf(store, null, 10), ["acme"]);
    assert.equal((await putCompany(store, "beta")).revision, 3);
  });

  contract("of saves that are committed together, one that is refused leaves nothing of itself", async (store) => {
    await putCompany(store, "taken");
    await putDirectory(store, "taken", "+375171234500");
    const ids = Array.from({ length: 12 }, (_, at) => `c${at}`);
    const outcomes = await Promise.allSettled(
      ids.map((id, at) =>
        write(store, id, async (draft) => {
          draft.put("company", company(id));
          draft.put("directory", withNumbers(`+3751712345${10 + at}`, ...(at === 7 ? ["+375171234500"] : [])));
          await draft.putKey(key(`k${at}`));
          if (at === 3) throw new Refused();
        }),
      ),
    );
    const refused = outcomes.flatMap((outcome, at) => (outcome.status === "rejected" ? [[at, outcome.reason]] : []));
    assert.deepEqual(
      refused.map(([at]) => at),
      [3, 7],
    );
    assert.ok(refused[0]![1] instanceof Refused);
    assert.ok(refused[1]![1] instanceof Refusal && refused[1]![1].code === "number_taken");
    assert.equal(await store.head(), 12);
    const saved = ids.filter((_, at) => at !== 3 && at !== 7);
    assert.deepEqual(await idsOf(store, null, 20), [...saved, "taken"].toSorted());
    assert.deepEqual([await store.key("k3"), await store.key("k7")], [null, null]);
    assert.equal((await store.listKeys(null, 20)).length, 10);
    const numbers = ["+375171234513", "+375171234517", "+375171234500"];
    assert.deepEqual(await store.ownersBesides("nobody", numbers), new Map([["+375171234500", "taken"]]));
    assert.deepEqual(
      (await feedOf(store)).map(({ revision }) => revision),
      Array.from({ length: 12 }, (_, at) => at + 1),
    );
    const { ok, rows } = await store.verifyHistory(null);
    assert.deepEqual([ok, rows], [true, 12]);
  });

  contract("what is saved and removed together counts in the sum of all", async (store) => {
    const sums = async () => {
      const { text } = await store.snapshotLines("", null, true);
      const lines = text
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
      const each = lines.filter((line) => "company" in line).map(({ sum }) => String(sum));
      return { each, all: lines.at(-1)!["sum"] };
    };
    for (const id of ["gone", "kept", "changed"]) await putCompany(store, id);
    const before = await sums();
    await Promise.all([
      write(store, "gone", (draft) => draft.remove()),
      putCompany(store, "changed", "Changed"),
      putCompany(store, "new"),
    ]);
    const after = await sums();
    assert.deepEqual([before.each.length, after.each.length], [3, 3]);
    assert.equal(new Set([...before.each, ...after.each]).size, 5, "only that of «kept» is as before");
    for (const { each, all } of [before, after]) assert.equal(all, combined(NO_SUM, ...each));
  });

  contract("of two saves at once that want the same number, one gets it", async (store, database) => {
    const other = await database.open();
    try {
      for (let round = 0; round < 10; round++) {
        const wanted = `+3751712345${10 + round}`;
        const ids = [0, 1, 2].map((at) => `c${round}-${at}`);
        for (const id of ids) await putCompany(store, id);
        const saves = ids.map((id, at) => putDirectory(at === 2 ? other : store, id, wanted));
        const outcomes = await Promise.allSettled(saves);
        assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
        for (const outcome of outcomes) assert.ok(outcome.status === "fulfilled" || outcome.reason instanceof Refusal);
      }
      assert.equal(await store.head(), 40);
    } finally {
      await other.close();
    }
  });

  contract("of forty thousand companies, those that there are are listed", async (store) => {
    for (const id of ["a", "c00500", "c39999", "d"]) await putCompany(store, id);
    const among = new Set(["d", ...Array.from({ length: 40_000 }, (_, at) => `c${String(at).padStart(5, "0")}`)]);
    const list = async (after: string | null, limit: number) =>
      (await store.list(after, limit, among)).map(({ id }) => id);
    assert.deepEqual(await list(null, 10), ["c00500", "c39999", "d"]);
    assert.deepEqual(await list("c00500", 1), ["c39999"]);
    assert.deepEqual(await list("d", 1), []);
  });

  contract("reopened, it is the same store at the same revision", async (store, database) => {
    await putCompany(store, "acme");
    await putDirectory(store, "acme", "+375171234567");
    await putKey(store, key("k1"));
    const before = await told(store);
    await store.close();
    const again = await database.open();
    assert.deepEqual(await told(again), before);
    assert.equal((await putCompany(again, "beta")).revision, 4);
    return again;
  });

  contract("a backup made while writing is one moment of the store, whole", async (store, database) => {
    const save = (round: number) =>
      write(store, `c${round % 7}`, (draft) => {
        draft.put("company", company(String(round)));
        draft.put("directory", withNumbers(`+37517${1_000_000 + (round % 7) * 1000 + (round % 3)}`));
        draft.put("outgoing-numbers", { ...noOutgoingNumbers, main: `+37529${1_000_000 + round}` });
      });
    let round = 0;
    for (; round < 100; round++) await save(round);
    const over = new AbortController();
    const backup = database.backup().finally(() => over.abort());
    while (!over.signal.aborted) {
      await save(round++);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await backup;
    const copy = await database.openBackup();
    try {
      const head = await copy.head();
      assert.ok(head >= 100 && head <= round, `${head} of ${round}`);
      assert.equal(copy.epoch, store.epoch);
      assert.deepEqual(await feedOf(copy), (await feedOf(store)).slice(0, head));
      for (const id of await idsOf(copy, null, 10)) {
        const { company, directory, "outgoing-numbers": outgoing } = (await copy.company(id))!;
        assert.equal(outgoing.revision, company.revision);
        assert.ok(directory.revision <= company.revision);
        assert.equal(outgoing.body.main, `+37529${1_000_000 + Number(company.body.name)}`);
        assert.equal((await historyOf(copy, id))[0]!.revision, company.revision);
      }
      assert.equal((await putCompany(copy, "of-the-copy")).revision, head + 1);
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
