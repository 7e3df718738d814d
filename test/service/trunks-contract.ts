/** What every store has to hold to, whatever database is behind it: the operator's trunks. */
import assert from "node:assert/strict";
import { emptyDirectory, type Directory } from "../../src/policy/directory.ts";
import { Trunk } from "../../src/policy/trunk.ts";
import type { Store } from "../../src/store/store.ts";
import { by, contractFor, feedOf, putCompany, Refused, write, type Database } from "./store-sample.ts";

const carrier = (name = "Carrier"): Trunk => Trunk.parse({ name, domain: "sip.carrier.example" });

const putTrunk = (store: Store, id: string, body = carrier()) =>
  store.writeTrunk(id, by("anna", "trunk.put"), async (draft) => draft.put(body));

const numberOn = (number: string, ...trunks: string[]): Directory => ({
  ...emptyDirectory,
  numbers: [{ number, label: "", on: true, trunks }],
});

const putNumber = (store: Store, company: string, number: string, ...trunks: string[]) =>
  write(store, company, (draft) => draft.put("directory", numberOn(number, ...trunks)));

export function trunksContract(make: () => Promise<Database>): void {
  const contract = contractFor(make);

  contract("a trunk has the revision, the time and the author of its last write", async (store) => {
    assert.equal(await store.trunk("a"), null);
    await putCompany(store, "acme");
    assert.equal((await putTrunk(store, "b")).revision, 2);
    assert.equal((await putTrunk(store, "a", carrier("Other"))).revision, 3);
    const saved = (await store.trunk("a"))!;
    assert.deepEqual([saved.body, saved.revision, saved.savedBy], [carrier("Other"), 3, "anna"]);
    assert.ok(Math.abs(Date.parse(saved.savedAt!) - Date.now()) < 60_000);
    const all = [
      { ...carrier("Other"), id: "a" },
      { ...carrier(), id: "b" },
    ];
    assert.deepEqual(await store.listTrunks(), all);
    assert.deepEqual(await store.trunkIds(), new Set(["a", "b"]));
    assert.deepEqual((await feedOf(store)).slice(1), [
      { revision: 2, company: null, removed: false },
      { revision: 3, company: null, removed: false },
    ]);
  });

  contract("a write of a trunk that changes nothing, or is refused, leaves no trace", async (store) => {
    await putTrunk(store, "a");
    const { shown, ...rest } = carrier();
    assert.equal((await putTrunk(store, "a", { ...rest, shown, fallbackIdentity: undefined })).revision, null);
    const nothing = await store.writeTrunk("nobody", by("anna"), async (draft) => draft.remove());
    assert.equal(nothing.revision, null);
    await assert.rejects(
      store.writeTrunk("b", by("anna"), async (draft) => {
        draft.put(carrier());
        throw new Refused();
      }),
      Refused,
    );
    assert.equal(await store.head(), 1);
    assert.deepEqual(await store.trunkIds(), new Set(["a"]));
  });

  contract("a write of a trunk sees how many there are, and whether numbers carry it", async (store) => {
    await putTrunk(store, "a");
    await putTrunk(store, "b");
    await putCompany(store, "acme");
    await putNumber(store, "acme", "+375171234567", "a");
    const seen = async (id: string) =>
      (
        await store.writeTrunk(id, by("anna"), async (draft) => [
          draft.before?.revision,
          await draft.count(),
          await draft.isCarried(),
        ])
      ).result;
    assert.deepEqual(await seen("a"), [1, 2, true]);
    assert.deepEqual(await seen("b"), [2, 2, false]);
    assert.deepEqual(await seen("c"), [undefined, 2, false]);
  });

  contract("the companies with numbers on a trunk follow every change of their directories", async (store) => {
    const on = (trunk: string, after: string | null = null, limit = 10) => store.companiesOnTrunk(trunk, after, limit);
    for (const [nth, id] of ["acme", "beta", "gamma"].entries()) {
      await putCompany(store, id);
      await putNumber(store, id, `+37517123456${nth}`, "a", "b");
    }
    assert.deepEqual(await on("a"), ["acme", "beta", "gamma"]);
    assert.deepEqual(await on("b", "acme", 1), ["beta"]);
    assert.deepEqual(await on("c"), []);
    await putNumber(store, "acme", "+375171234560", "b", "c");
    await write(store, "beta", (draft) => draft.remove());
    await write(store, "gamma", (draft) => draft.put("directory", emptyDirectory));
    assert.deepEqual([await on("a"), await on("b"), await on("c")], [[], ["acme"], ["acme"]]);
    await putCompany(store, "beta");
    assert.deepEqual(await on("b"), ["acme"]);
  });

  contract("a number gets a trunk, or the trunk is removed, but never both", async (store, database) => {
    const other = await database.open();
    try {
      for (let round = 0; round < 20; round++) {
        const [trunk, company] = [`t${round}`, `c${round}`];
        await putTrunk(store, trunk);
        await putCompany(store, company);
        const mark = other.writeCompany(company, by("boris"), async (draft) => {
          if (!(await draft.trunkIds()).has(trunk)) throw new Refused();
          await new Promise((resolve) => setImmediate(resolve));
          draft.put("directory", numberOn(`+3751712345${10 + round}`, trunk));
        });
        const remove = store.writeTrunk(trunk, by("anna"), async (draft) => {
          if (await draft.isCarried()) throw new Refused();
          await new Promise((resolve) => setImmediate(resolve));
          draft.remove();
        });
        const [marked, removed] = await Promise.allSettled([mark, remove]);
        assert.notEqual(marked.status, removed.status);
        assert.equal((await store.trunk(trunk)) === null, removed.status === "fulfilled");
        assert.deepEqual(await store.companiesOnTrunk(trunk, null, 1), removed.status === "fulfilled" ? [] : [company]);
      }
    } finally {
      await other.close();
    }
  });
}
