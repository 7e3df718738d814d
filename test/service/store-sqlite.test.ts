/** The embedded store: the contract, and what only a file can do wrong. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  chmod,
  chown,
  copyFile,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { Trunk } from "../../src/policy/trunk.ts";
import { openSqliteCopy } from "../../src/store/sqlite/copy.ts";
import { databaseFile, secretFile } from "../../src/store/sqlite/data-folder.ts";
import { openSqliteReads } from "../../src/store/sqlite/reads.ts";
import { restoreSqliteStore } from "../../src/store/sqlite/restore.ts";
import { backupSqliteStore, openSqliteStore, openSqliteStoreAlone } from "../../src/store/sqlite/sqlite.ts";
import { StorageError } from "../../src/store/storage-error.ts";
import { accountReadsContract } from "./account-reads-contract.ts";
import { copyContract, type CopiedDatabase } from "./copy-contract.ts";
import { followersContract } from "./followers-contract.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { storeContract } from "./store-contract.ts";
import { trunksContract } from "./trunks-contract.ts";
import { by, putCompany } from "./store-sample.ts";

async function database(): Promise<CopiedDatabase> {
  const folder = await newFolder();
  const backupFile = join(folder, "backup.sqlite");
  return {
    open: () => openSqliteStore(join(folder, "data")),
    reads: () => openSqliteReads(join(folder, "data")),
    copy: () => openSqliteCopy(join(folder, "data")),
    bytes: async () => {
      const names = await readdir(join(folder, "data"));
      return Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, "data", name)))));
    },
    backup: () => backupSqliteStore(join(folder, "data"), backupFile),
    openBackup: async () => {
      await mkdir(join(folder, "copy"));
      await copyFile(backupFile, databaseFile(join(folder, "copy")));
      return openSqliteStore(join(folder, "copy"), secretFile(join(folder, "data")));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

storeContract(database);
followersContract(database);
trunksContract(database);
copyContract(database);
accountReadsContract(database);

async function folderOf(context: TestContext): Promise<string> {
  const folder = await newFolder();
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function otherFolder(context: TestContext): Promise<string> {
  const folder = await folderOf(context);
  await (await openSqliteStore(folder)).close();
  return folder;
}

/** It names the file, and is an answer to whoever starts Callas. */
const refusedFor = (folder: string) => (error: unknown) =>
  error instanceof StorageError && error.message.includes(databaseFile(folder)) && !error.message.includes("\n");

test("the data folder is made, for its owner alone", async (context) => {
  const folder = join(await folderOf(context), "a", "b");
  await (await openSqliteStore(folder)).close();
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
});

test("a second opener of the same folder is refused, until the first lets go", async (context) => {
  const folder = await folderOf(context);
  const first = await openSqliteStoreAlone(folder);
  await assert.rejects(openSqliteStoreAlone(folder), refusedFor(folder));
  await assert.rejects(restoreSqliteStore(databaseFile(await otherFolder(context)), folder), refusedFor(folder));
  await first.close();
  await (await openSqliteStoreAlone(folder)).close();
});

/** Another connection that begins to write, and goes on for a while. */
async function writing(file: string, milliseconds: number): Promise<void> {
  const writer = new Worker(
    `const { DatabaseSync } = require("node:sqlite");
     const { parentPort, workerData } = require("node:worker_threads");
     const database = new DatabaseSync(workerData.file);
     database.exec("BEGIN IMMEDIATE");
     parentPort.postMessage("writing");
     setTimeout(() => database.exec("COMMIT"), workerData.milliseconds);`,
    { eval: true, workerData: { file, milliseconds } },
  );
  await once(writer, "message");
}

test("opening waits until another connection has written; a save does not hold up its thread meanwhile", async (context) => {
  const folder = await otherFolder(context);
  await writing(databaseFile(folder), 500);
  const store = await openSqliteStore(folder);
  try {
    await writing(databaseFile(folder), 1000);
    const saving = putCompany(store, "acme").then(() => "saved");
    assert.equal(await Promise.race([saving, sleep(10, "went on")]), "went on");
    await saving;
  } finally {
    await store.close();
  }
});

test("who follows a restored database comes to its head", async (context) => {
  const [folder, file] = [await folderOf(context), join(await folderOf(context), "backup.sqlite")];
  const store = await openSqliteStoreAlone(folder);
  await putCompany(store, "acme");
  await backupSqliteStore(folder, file);
  await putCompany(store, "beta");
  await store.close();
  assert.equal((await restoreSqliteStore(file, folder)).revision, 1);
  const restored = await openSqliteStoreAlone(folder);
  assert.notEqual(restored.epoch, store.epoch);
  const since = (revision: number) => restored.changesSince({ epoch: restored.epoch, revision }, 10);
  assert.deepEqual(await since(1), { changes: [], revision: 2, more: false });
  assert.equal((await putCompany(restored, "beta")).revision, 3);
  const changes = [{ revision: 3, company: "beta", removed: false }];
  assert.deepEqual(await since(1), { changes, revision: 3, more: false });
  await restored.close();
});

test("a database of a newer version is refused and left as it is", async (context) => {
  const folder = await folderOf(context);
  await (await openSqliteStore(folder)).close();
  const database = new DatabaseSync(databaseFile(folder));
  database.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_future', '2030-01-01T00:00:00.000Z')");
  database.close();
  await assert.rejects(openSqliteStore(folder), refusedFor(folder));
  await assert.rejects(openSqliteStore(folder), refusedFor(folder));
});

test("what is no database, or no whole one, is refused", async (context) => {
  const folder = await folderOf(context);
  const store = await openSqliteStore(folder);
  for (let at = 0; at < 200; at++) await putCompany(store, `c${at}`, "x".repeat(200));
  await store.close();
  const whole = await readFile(databaseFile(folder));
  const damages: Readonly<Record<string, Buffer>> = {
    "other bytes": Buffer.alloc(whole.length, "no database at all. "),
    "half of it": whole.subarray(0, whole.length / 2),
    "a head of zeros": Buffer.concat([Buffer.alloc(100), whole.subarray(100)]),
    "a page of noise": Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(16_384, 0xa5), whole.subarray(24_576)]),
  };
  for (const [damage, bytes] of Object.entries(damages)) {
    await writeFile(databaseFile(folder), bytes);
    await assert.rejects(openSqliteStore(folder), refusedFor(folder), damage);
    assert.deepEqual(await readFile(databaseFile(folder)), bytes, `${damage}: left as it was`);
  }
  await writeFile(databaseFile(folder), whole);
  const again = await openSqliteStore(folder);
  assert.equal(await again.head(), 200);
  await again.close();
});

test("a folder that cannot be one is refused", async (context) => {
  const file = join(await folderOf(context), "file");
  await writeFile(file, "");
  await assert.rejects(openSqliteStore(file), refusedFor(file));
  await assert.rejects(openSqliteStore(join(file, "below")), refusedFor(join(file, "below")));
});

test("only files of its own are served from", async (context) => {
  const folder = await otherFolder(context);
  const file = databaseFile(folder);
  const refusedBecause = (words: RegExp) => (error: unknown) =>
    refusedFor(folder)(error) && error instanceof Error && words.test(error.message);

  await chmod(file, 0o644);
  await (await openSqliteStore(folder)).close();
  assert.equal((await stat(file)).mode & 0o777, 0o600);

  await chmod(folder, 0o770);
  await assert.rejects(openSqliteStore(folder), refusedBecause(/chmod go-w/));
  await chmod(folder, 0o755);
  await (await openSqliteStore(folder)).close();

  await rename(file, join(folder, "elsewhere"));
  await symlink(join(folder, "elsewhere"), file);
  await assert.rejects(openSqliteStore(folder), refusedBecause(/is a link/));
  await rm(file);
  await rename(join(folder, "elsewhere"), file);

  // Whoever runs these tests as root may give files away.
  if (process.geteuid?.() !== 0) return;
  await chown(file, 12_345, 12_345);
  await assert.rejects(openSqliteStore(folder), refusedBecause(/belongs to another user/));
  await chown(folder, 12_345, 12_345);
  await chown(secretFile(folder), 12_345, 12_345);
  await (await openSqliteStoreAlone(folder)).close();
  for (const name of await readdir(folder)) assert.equal((await stat(join(folder, name))).uid, 12_345, name);
});

test("a read-only disk is called one", async (context) => {
  const disk = await newFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m,mode=700", "tmpfs", disk]);
  context.after(async () => {
    execFileSync("umount", ["--lazy", disk]);
    await rm(disk, { recursive: true });
  });
  await (await openSqliteStoreAlone(disk)).close();
  execFileSync("mount", ["-o", "remount,ro", disk]);
  for (const open of [openSqliteStore, openSqliteStoreAlone])
    for (const place of [disk, join(disk, "below")])
      await assert.rejects(open(place), (error) => refusedFor(place)(error) && /read-only/.test(String(error)));
});

test("a trunk that cannot be read stops no other, and can be saved or removed", async (context) => {
  const folder = await folderOf(context);
  const trunk = Trunk.parse({ name: "Carrier", domain: "a.example" });
  const store = await openSqliteStore(folder);
  const copy = openSqliteCopy(folder);
  context.after(async () => {
    copy.close();
    await store.close();
  });
  const put = (id: string) => store.writeTrunk(id, by("anna"), async (draft) => draft.put(trunk));
  for (const id of ["damaged", "newer", "sound"]) await put(id);
  const database = new DatabaseSync(databaseFile(folder));
  const bodies = {
    damaged: JSON.stringify(trunk).slice(1),
    newer: JSON.stringify({ ...trunk, shown: { form: "spoken" } }),
    sound: JSON.stringify({ ...trunk, colour: "of a newer version" }),
  };
  for (const [id, body] of Object.entries(bodies))
    database.prepare("UPDATE trunk SET body = ? WHERE id = ?").run(body, id);
  database.close();

  const sound = [{ ...trunk, id: "sound" }];
  assert.deepEqual(copy.trunks(), sound);
  assert.deepEqual(await store.listTrunks(), sound);
  for (const id of ["damaged", "newer"])
    await assert.rejects(store.trunk(id), (error) => error instanceof StorageError && error.reason === "corrupt");
  assert.equal((await put("damaged")).revision, 4);
  assert.deepEqual((await store.trunk("damaged"))!.body, trunk);
  const removed = await store.writeTrunk("newer", by("anna"), async (draft) => {
    assert.deepEqual([draft.before!.body, draft.before!.revision], [null, 2]);
    draft.remove();
  });
  assert.equal(removed.revision, 5);
  assert.deepEqual(await store.trunkIds(), new Set(["damaged", "sound"]));
});
