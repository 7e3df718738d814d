/** The chain of the history: whatever is changed in the database by hand is found, and nothing else is called wrong. */
import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test, type TestContext } from "node:test";
import { SecretFileError } from "../../src/access/secret-file.ts";
import { noOutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import type { Store } from "../../src/store/store.ts";
import { databaseFile, secretFile } from "../../src/store/sqlite/data-folder.ts";
import { restoreSqliteStore } from "../../src/store/sqlite/restore.ts";
import { backupSqliteStore, openSqliteStore, openSqliteStoreAlone } from "../../src/store/sqlite/sqlite.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { historyOf, key, putCompany, putDirectory, putKey, write } from "./store-sample.ts";

async function folderOf(context: TestContext): Promise<string> {
  const folder = await newFolder();
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Ten writes: of companies, of a directory, and of a key. */
async function tenWrites(store: Store): Promise<void> {
  for (let at = 1; at <= 8; at++) await putCompany(store, at % 2 ? "odd" : "even", `Name ${at}`);
  await putDirectory(store, "odd", "+375171234567");
  await putKey(store, key("k1"));
}

async function afterTen(context: TestContext): Promise<Readonly<{ folder: string; head: string }>> {
  const folder = await folderOf(context);
  const store = await openSqliteStoreAlone(folder);
  await tenWrites(store);
  const head = await store.historyHead();
  await store.close();
  return { folder, head };
}

function byHand(folder: string, sql: string): void {
  const database = new DatabaseSync(databaseFile(folder));
  database.exec(sql);
  database.close();
}

async function verified(folder: string, head: string | null = null) {
  const store = await openSqliteStoreAlone(folder);
  try {
    const { ok, firstBad, reason } = await store.verifyHistory(head);
    return [ok, firstBad, reason];
  } finally {
    await store.close();
  }
}

const WHOLE = [true, null, null];
const column = (name: string) => `UPDATE history SET ${name} = 'other' WHERE revision = 5`;
const swapped = (a: number, b: number) =>
  `UPDATE history SET revision = 0 WHERE revision = ${a}; UPDATE history SET revision = ${a} WHERE revision = ${b};
   UPDATE history SET revision = ${b} WHERE revision = 0`;
const inserted = (revision: number) =>
  `INSERT INTO history SELECT ${revision}, company, at, action, author_kind, author_id, author, address, mac, names, changes
   FROM history WHERE revision = 5`;

const handiwork: readonly (readonly [name: string, sql: string, firstBad: number, reason: string])[] = [
  ...["company", "at", "action", "author_kind", "author_id", "author", "address", "mac", "names", "changes"].map(
    (name) => [`another ${name}`, column(name), 5, "changed"] as const,
  ),
  ["no address any more", "UPDATE history SET company = NULL WHERE revision = 5", 5, "changed"],
  [
    "a single character",
    "UPDATE history SET changes = replace(changes, 'Name 5', 'Name 6') WHERE revision = 5",
    5,
    "changed",
  ],
  ["two rows that changed places", swapped(4, 7), 4, "changed"],
  ["neighbours that changed places", swapped(4, 5), 4, "changed"],
  ["a row that is gone", "DELETE FROM history WHERE revision = 5", 5, "missing"],
  ["several rows that are gone", "DELETE FROM history WHERE revision BETWEEN 3 AND 8", 3, "missing"],
  ["the first row gone", "DELETE FROM history WHERE revision = 1", 1, "missing"],
  ["a row put at the end", inserted(11), 11, "changed"],
  ["a row put at the beginning", inserted(0), 0, "changed"],
  ["a row replaced by a copy of another", `DELETE FROM history WHERE revision = 6; ${inserted(6)}`, 6, "changed"],
  ["the end cut off", "DELETE FROM history WHERE revision > 8", 9, "tail"],
  ["another head", "UPDATE head SET chain = 'other'", 10, "head"],
  [
    "rows taken out and the rest moved up",
    "DELETE FROM history WHERE revision = 5; UPDATE history SET revision = revision - 1 WHERE revision > 5",
    5,
    "changed",
  ],
];

for (const [name, sql, firstBad, reason] of handiwork)
  test(`verification finds ${name}`, async (context) => {
    const { folder } = await afterTen(context);
    byHand(folder, sql);
    assert.deepEqual(await verified(folder), [false, firstBad, reason]);
  });

test("an end that was cut off, head and all, is found with an earlier head alone", async (context) => {
  const { folder, head } = await afterTen(context);
  assert.deepEqual(await verified(folder, head), WHOLE);
  byHand(
    folder,
    `DELETE FROM history WHERE revision > 8;
     DELETE FROM feed WHERE revision > 8;
     UPDATE head SET revision = 8, chain = (SELECT mac FROM history WHERE revision = 8)`,
  );
  assert.deepEqual(await verified(folder), WHOLE, "nothing tells of what was cut off");
  assert.deepEqual(await verified(folder, head), [false, 9, "tail"]);
  const store = await openSqliteStoreAlone(folder);
  for (let at = 0; at < 5; at++) await putCompany(store, "later", `Name ${at}`);
  await store.close();
  assert.deepEqual(await verified(folder, head), [false, 10, "changed"], "other writes took the place of the rest");
});

test("a chain of all of it, written anew without the secret, does not verify", async (context) => {
  const { folder, head } = await afterTen(context);
  const elsewhere = await folderOf(context);
  byHand(folder, "UPDATE history SET author = 'other' WHERE revision = 5; UPDATE head SET chain = NULL");
  await (await openSqliteStore(folder, secretFile(elsewhere))).close();
  assert.deepEqual(await verified(folder), [false, 1, "secret"]);
  assert.deepEqual(await verified(folder, head), [false, 1, "secret"]);
});

test("a chain that was made to begin anew is found with an earlier head", async (context) => {
  const { folder, head } = await afterTen(context);
  byHand(folder, "UPDATE history SET author = 'other' WHERE revision = 5; UPDATE head SET chain = NULL");
  assert.deepEqual(await verified(folder, head), [false, 10, "changed"]);
});

test("without its secret, a chain that has begun is not gone on with", async (context) => {
  const { folder } = await afterTen(context);
  await rm(secretFile(folder));
  await assert.rejects(openSqliteStoreAlone(folder), SecretFileError);
  await writeFile(secretFile(folder), `${"0".repeat(64)}\n`, { mode: 0o600 });
  assert.deepEqual(await verified(folder), [false, 1, "secret"]);
});

test("many rows, and rows longer than a page, are verified", async (context) => {
  const folder = await folderOf(context);
  const store = await openSqliteStoreAlone(folder);
  for (let at = 0; at < 450; at++) await putCompany(store, "acme", `${at}`);
  const long = noOutgoingNumbers.regional.concat(
    Array.from({ length: 20_000 }, (_, at) => ({ number: "+375171234567", prefix: `+${at}` })),
  );
  for (const regional of [long, long.slice(0, 10), long])
    await write(store, "acme", (draft) => draft.put("outgoing-numbers", { ...noOutgoingNumbers, regional }));
  const { ok, rows, head } = await store.verifyHistory(null);
  assert.deepEqual([ok, rows, head], [true, 453, await store.historyHead()]);
  await store.close();
  byHand(folder, "UPDATE history SET at = 'other' WHERE revision = 452");
  assert.deepEqual(await verified(folder), [false, 452, "changed"]);
});

test("writes during a verification are no matter", async (context) => {
  const folder = await folderOf(context);
  const store = await openSqliteStoreAlone(folder);
  for (let at = 0; at < 500; at++) await putCompany(store, "acme", `${at}`);
  const verifying = store.verifyHistory(null);
  for (let at = 0; at < 20; at++) await putCompany(store, "acme", `more ${at}`);
  assert.equal((await verifying).ok, true);
  await store.close();
});

const soon = () => new Date(Date.now() + 48 * 60 * 60 * 1000).toISOString();

test("what is cut off is gone, is recorded, and the chain goes on from there", async (context) => {
  const { folder, head } = await afterTen(context);
  const store = await openSqliteStoreAlone(folder);
  assert.equal(await store.cutHistory("2020-01-01T00:00:00.000Z"), 0, "nothing is so old");
  assert.equal(await store.head(), 10);
  assert.equal(await store.cutHistory(soon()), 10);
  const [cut] = (await store.history({ company: null, limit: 10, bytes: Infinity })).entries;
  assert.deepEqual([cut!.revision, cut!.action, cut!.company, cut!.author.kind], [11, "history.cut", null, "system"]);
  const [upTo, code] = [10, head.slice(head.indexOf(".") + 1)];
  assert.deepEqual(JSON.parse(cut!.changes), [{ path: "/history", to: { upTo, code } }]);
  assert.equal(await store.knownSince("odd"), 10);
  await putCompany(store, "odd", "Later");
  assert.deepEqual(
    (await historyOf(store, "odd")).map(({ revision }) => revision),
    [12],
  );
  await store.close();
  for (const earlier of [null, head, "3.older-than-the-cut"]) assert.deepEqual(await verified(folder, earlier), WHOLE);
  const other = `10.${"A".repeat(43)}`;
  assert.deepEqual(await verified(folder, other), [false, 10, "changed"]);
  byHand(folder, "DELETE FROM history WHERE revision = 11");
  assert.deepEqual(await verified(folder), [false, 1, "missing"], "rows without the row that tells why they are gone");
});

test("a cut that was interrupted is finished by the next one", async (context) => {
  const { folder, head } = await afterTen(context);
  const store = await openSqliteStoreAlone(folder);
  const [old] = (await store.history({ company: null, before: 2, limit: 1, bytes: 0 })).entries;
  await store.cutHistory(soon());
  await store.close();
  const values = [1, old!.company, old!.at, old!.action, "key", "anna", "anna", null, "x", "{}", old!.changes];
  const database = new DatabaseSync(databaseFile(folder));
  database.prepare(`INSERT INTO history VALUES (${values.map(() => "?").join()})`).run(...values);
  database.close();
  assert.deepEqual(await verified(folder, head), WHOLE);
  const again = await openSqliteStoreAlone(folder);
  assert.equal(await again.cutHistory("2020-01-01T00:00:00.000Z"), 1);
  assert.equal(await again.head(), 11, "without another row");
  await again.close();
});

test("a cut during a verification is no matter", async (context) => {
  const folder = await folderOf(context);
  const store = await openSqliteStoreAlone(folder);
  for (let at = 0; at < 700; at++) await putCompany(store, "acme", `${at}`);
  const verifying = store.verifyHistory(null);
  assert.equal(await store.cutHistory(soon()), 700);
  assert.equal((await verifying).ok, true);
  await store.close();
});

test("a restored database goes on with its chain; a head of what it replaced is not part of it", async (context) => {
  const { folder, head } = await afterTen(context);
  const file = join(await folderOf(context), "backup.sqlite");
  await backupSqliteStore(folder, file);
  const store = await openSqliteStoreAlone(folder);
  await putCompany(store, "lost");
  const lost = await store.historyHead();
  await store.close();
  await restoreSqliteStore(file, folder);
  const restored = await openSqliteStoreAlone(folder);
  assert.equal((await putCompany(restored, "later")).revision, 12);
  await restored.close();
  for (const earlier of [null, head]) assert.deepEqual(await verified(folder, earlier), WHOLE);
  assert.deepEqual(await verified(folder, lost), [false, 11, "missing"]);

  const other = await folderOf(context);
  await assert.rejects(restoreSqliteStore(file, other), SecretFileError);
  await restoreSqliteStore(file, other, secretFile(folder));
});
