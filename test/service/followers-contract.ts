/** What every store has to hold to, whatever database is behind it: what follows it, its history and its keys. */
import assert from "node:assert/strict";
import { eventually } from "../../lab/eventually.ts";
import { authorNamed } from "../../lab/principals.ts";
import { hashOf } from "../../src/access/key-ring.ts";
import {
  by,
  changesIn,
  company,
  contractFor,
  feedOf,
  historyOf,
  key,
  putCompany,
  putDirectory,
  putKey,
  Refused,
  write,
  type Database,
} from "./store-sample.ts";

export function followersContract(make: () => Promise<Database>): void {
  const contract = contractFor(make);

  contract("the feed tells every write once, from where one asks", async (store) => {
    await putCompany(store, "acme");
    await putKey(store, key("k1"));
    await putCompany(store, "beta");
    await write(store, "acme", (draft) => draft.remove());
    const all = [
      { revision: 1, company: "acme", removed: false },
      { revision: 2, company: null, removed: false },
      { revision: 3, company: "beta", removed: false },
      { revision: 4, company: "acme", removed: true },
    ];
    for (const asked of [
      { after: 0, limit: 10, changes: all, revision: 4, more: false },
      { after: 1, limit: 2, changes: all.slice(1, 3), revision: 3, more: true },
      { after: 4, limit: 10, changes: [], revision: 4, more: false },
    ]) {
      const { after, limit, ...answer } = asked;
      assert.deepEqual(await store.changesSince({ epoch: store.epoch, revision: after }, limit), answer);
    }
  });

  contract("who followed another life, the future or what is forgotten starts over", async (store) => {
    for (const name of ["1", "2", "3", "4"]) await putCompany(store, "acme", name);
    await store.forget(2);
    await store.forget(1);
    const { epoch } = store;
    const positions = [
      { epoch: "another", revision: 3 },
      { epoch, revision: 5 },
      { epoch, revision: 1 },
    ];
    for (const position of positions) assert.equal(await store.changesSince(position, 10), "start_over");
    assert.deepEqual(
      (await feedOf(store, 2)).map(({ revision }) => revision),
      [3, 4],
    );
    assert.equal((await historyOf(store, "acme")).length, 4, "the history is kept");
    await store.forget(1000);
    await putCompany(store, "acme", "5");
    assert.deepEqual(
      (await feedOf(store, 4)).map(({ revision }) => revision),
      [5],
    );
  });

  contract("changes from before a time are cut off, those of a cut history too", async (store) => {
    for (let at = 1; at <= 600; at++) await putCompany(store, "acme", `${at}`);
    const [last] = (await store.history({ company: "acme", limit: 1, bytes: 0 })).entries;
    const time = await eventually("a later time", () => {
      const now = new Date().toISOString();
      return now > last!.at ? now : undefined;
    });
    await putCompany(store, "acme", "later");
    const { epoch } = store;
    const revisions = async (after: number) => (await feedOf(store, after)).map(({ revision }) => revision);
    await store.cutFeed("2020-01-01T00:00:00.000Z");
    assert.equal((await revisions(0)).length, 601, "nothing is so old");
    await store.cutFeed(time);
    assert.equal(await store.changesSince({ epoch, revision: 599 }, 10), "start_over");
    assert.deepEqual(await revisions(600), [601], "who has the state before is told the rest");
    await putCompany(store, "acme", "newer");
    await store.cutHistory(time);
    await store.cutFeed("2020-01-01T00:00:00.000Z");
    assert.deepEqual(await revisions(600), [601, 602, 603]);
    await store.cutFeed("9999-01-01T00:00:00.000Z");
    assert.deepEqual(await revisions(603), []);
    assert.equal(await store.changesSince({ epoch, revision: 602 }, 10), "start_over");
  });

  contract("of those who want to send a message, one gets it, until its time", async (store) => {
    const [at, until] = ["2026-01-02T00:00:00.000Z", "2026-01-02T00:05:00.000Z"];
    const told = { at, author: "Anna", items: [] } as never;
    await store.watch.noteSeen({
      seen: { revision: 0, signIns: at },
      deliveries: [{ id: "d", company: "acme", way: "webhook", to: "w", told }],
      unmet: [],
      at,
    });
    const claim = () => store.watch.claimDelivery({ id: "d", at, until });
    assert.deepEqual((await Promise.all([claim(), claim()])).toSorted(), [false, true]);
    assert.deepEqual(await store.watch.dueDeliveries({ now: at, limit: 10 }), []);
    const [due] = await store.watch.dueDeliveries({ now: until, limit: 10 });
    assert.deepEqual([due!.id, due!.at, due!.attempts], ["d", until, 0]);
    assert.equal(await claim(), false, "it is no longer as it was read");
  });

  contract("a listener that throws hurts nobody, and one that stops hears no more", async (store) => {
    const heads: number[] = [];
    store.follow(() => {
      throw new Refused();
    });
    const stop = store.follow((head) => heads.push(head));
    assert.equal((await putCompany(store, "acme")).revision, 1);
    stop();
    assert.equal((await putCompany(store, "beta")).revision, 2);
    assert.deepEqual(heads, [1]);
  });

  contract("the history says who changed what from what to what, the newest first", async (store) => {
    await putCompany(store, "acme", "One");
    await store.writeCompany("acme", by("boris", "company.put"), async (draft) =>
      draft.put("company", { ...company("Two"), areaCode: "17" }),
    );
    await putCompany(store, "beta");
    const [newest, oldest, ...more] = await historyOf(store, "acme");
    assert.deepEqual(more, []);
    assert.deepEqual(
      { revision: newest!.revision, company: newest!.company, action: newest!.action, author: newest!.author },
      { revision: 2, company: "acme", action: "company.put", author: authorNamed("boris") },
    );
    assert.equal(newest!.at, (await store.company("acme"))!.company.savedAt);
    assert.deepEqual(changesIn(newest!), [
      { path: "/company/name", from: "One", to: "Two" },
      { path: "/company/areaCode", to: "17" },
    ]);
    assert.deepEqual(changesIn(oldest!), [{ path: "/company", to: company("One") }]);
  });

  contract("the history is read in pages of so many entries and so many bytes", async (store) => {
    for (const name of ["1", "2", "3".repeat(150), "4", "5"]) await putCompany(store, "acme", name);
    const page = async (before: number | null, limit: number, bytes: number) => {
      const { entries, next } = await store.history({
        company: "acme",
        before: before ?? undefined,
        limit,
        bytes,
      });
      return [...entries.map(({ revision }) => revision), next];
    };
    assert.deepEqual(await page(null, 2, Infinity), [5, 4, 4]);
    assert.deepEqual(await page(4, 2, Infinity), [3, 2, 2]);
    assert.deepEqual(await page(2, 2, Infinity), [1, null]);
    assert.deepEqual(await page(null, 5, Infinity), [5, 4, 3, 2, 1, null]);
    assert.deepEqual(await page(null, 10, 60), [5, 5], "the next entry, of 190 bytes, would be too much");
    assert.deepEqual(await page(4, 10, 1), [3, 3], "one entry at least");
    assert.deepEqual(await page(1, 10, 1), [null]);
  });

  contract("a node that was taken off the list is back only with what came after its removal", async (store) => {
    await putCompany(store, "acme");
    const note = (revision: number) =>
      store.noteNodes([{ name: "minsk", epoch: store.epoch, revision, seenAt: "2026-01-01T00:00:00.000Z" }]);
    const listed = async () => (await store.listNodes()).map(({ name, revision }) => [name, revision]);
    await note(1);
    assert.deepEqual(await listed(), [["minsk", 1]]);
    const { revision } = await store.writeAccess(by("anna"), async (draft) => {
      assert.ok(await draft.removeNode("minsk"));
      draft.record({ path: "/nodes/minsk", from: "minsk" });
    });
    await note(1);
    assert.deepEqual(await listed(), []);
    await note(revision!);
    assert.deepEqual(await listed(), [["minsk", revision!]]);
  });

  contract("keys come back as they were put, without the key itself anywhere", async (store, database) => {
    const secret = "callas_the-secret-itself-that-must-not-be-written-down";
    const made = key("k1", { hash: hashOf(secret) });
    await putKey(store, made);
    await putKey(store, key("k2", { companies: null, sync: false }));
    assert.deepEqual(await store.listKeys(null, 10), [made, key("k2", { companies: null, sync: false })]);
    const revoked = { ...made, revokedAt: "2026-02-03T04:05:06.789Z" };
    await putKey(store, revoked);
    assert.deepEqual([await store.key("k1"), await store.key("k9")], [revoked, null]);
    await store.close();
    const kept = await database.bytes();
    assert.ok(kept.includes(hashOf(secret)), "the hash is what is kept");
    assert.ok(!kept.includes(secret));
    return database.open();
  });

  contract("keys are listed in the order in which they were made, page by page", async (store) => {
    const at = (day: number) => ({ createdAt: `2026-01-0${day}T00:00:00.000Z` });
    for (const made of [key("c", at(1)), key("b", at(2)), key("a", at(2)), key("d", at(3))]) await putKey(store, made);
    const list = async (after: string | null, limit: number) =>
      (await store.listKeys(after, limit)).map(({ id }) => id);
    assert.deepEqual(await list(null, 3), ["c", "a", "b"]);
    assert.deepEqual(await list("a", 3), ["b", "d"]);
    assert.deepEqual([await list("d", 3), await list("unknown", 3)], [[], []]);
  });

  contract("keys are found by the companies that they name", async (store) => {
    await putCompany(store, "acme");
    const naming = async (id: string) =>
      (await store.writeAccess(by("anna"), (draft) => draft.keysNaming(id))).result.map(({ id }) => id);
    assert.equal(await store.isSynchronised("acme"), false);
    await putKey(store, key("admin", { role: "admin", sync: false, companies: ["acme", "beta", "acme"] }));
    await putKey(store, key("pbx", { sync: false }));
    assert.equal(await store.isSynchronised("acme"), false);
    await putKey(store, key("everybody's", { companies: null, sync: false }));
    await putKey(store, key("sync", { companies: ["beta"] }));
    assert.deepEqual([await store.isSynchronised("acme"), await store.isSynchronised("beta")], [false, true]);
    assert.deepEqual([await naming("acme"), await naming("gamma")], [["admin", "pbx"], []]);
    await putKey(store, key("sync", { companies: ["beta"], revokedAt: "2026-02-03T04:05:06.789Z" }));
    assert.equal(await store.isSynchronised("beta"), false);
    await putKey(store, key("everybody's", { companies: null }));
    assert.equal(await store.isSynchronised("acme"), true);
    await putKey(store, key("admin", { role: "admin", sync: false, companies: ["beta"] }));
    assert.deepEqual(await naming("acme"), ["pbx"]);
  });

  contract("a company that is removed takes its keys along in one write", async (store) => {
    await putCompany(store, "acme");
    await putDirectory(store, "acme", "+375171234567");
    await putKey(store, key("k1"));
    const revokedAt = "2026-02-03T04:05:06.789Z";
    const { revision } = await store.writeCompany("acme", by("anna"), async (draft) => {
      draft.remove();
      for (const named of await draft.keysNaming("acme")) await draft.putKey({ ...named, revokedAt });
    });
    assert.deepEqual([revision, (await store.key("k1"))!.revokedAt], [4, revokedAt]);
    assert.deepEqual(await feedOf(store, 3), [{ revision: 4, company: "acme", removed: true }]);
  });
}
