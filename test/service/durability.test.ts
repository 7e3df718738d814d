/** Whatever moment a process dies in, what it acknowledged is kept and nothing is half there. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { openSqliteStoreAlone } from "../../src/store/sqlite/sqlite.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { readWhole, type Kept } from "./whole.ts";

const writer = join(import.meta.dirname, "durable-writer.ts");

type Acknowledged = Readonly<{ revision: number; company: string; mark: string }>;

/** Lets it save for so many acknowledgements and milliseconds, kills it, and answers what it had acknowledged. */
async function saveUntilKilled(folder: string, saves: number, milliseconds: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [writer, folder], {
    // Two hundred starts: most of each would be compiling.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "callas-test-compiled") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [said, complaint] = ["", ""];
  const enough = Promise.withResolvers<void>();
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split("\n").length > saves) enough.resolve();
  });
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const closed = once(child, "close");
  await Promise.race([enough.promise, closed]);
  await delay(milliseconds);
  child.kill("SIGKILL");
  const [, signal] = (await closed) as [unknown, string];
  assert.equal(signal, "SIGKILL", complaint);
  // What stands behind the last line end was not said to its end.
  return said
    .slice(0, said.lastIndexOf("\n"))
    .split("\n")
    .map((line) => {
      const [revision, company, mark] = line.split(" ");
      return { revision: Number(revision), company: company!, mark: mark! };
    });
}

function check(kept: Kept, acknowledged: readonly Acknowledged[], headBefore: number): void {
  const last = Math.max(...acknowledged.map(({ revision }) => revision));
  assert.ok(last > headBefore);
  // Three saves are under way at once; only those can be there without having been acknowledged.
  assert.ok(kept.head >= last && kept.head <= last + 3, `head ${kept.head}, acknowledged ${last}`);
  for (const { revision, company, mark } of acknowledged) {
    const write = kept.writes.get(revision)!;
    assert.equal(write.company, company);
    if (mark !== "removed")
      assert.ok(
        write.changes.some(({ path, to }) => named(path, to) === mark),
        `${mark} at ${revision}`,
      );
  }
  for (let at = 0; at < 6; at++) checkCompany(kept, `c${at}`);
}

function named(path: string, to: unknown): unknown {
  return path === "/company/name" ? to : path === "/company" ? (to as { name: string } | undefined)?.name : undefined;
}

/** All three documents of one and the same save, the newest of the company. */
function checkCompany(kept: Kept, id: string): void {
  const newest = Math.max(0, ...[...kept.writes].filter(([, { company }]) => company === id).map(([at]) => at));
  const [company, directory, outgoing] = ["company", "directory", "outgoing-numbers"].map((kind) =>
    kept.documents.get(`${id} ${kind}`),
  );
  if (!company) {
    assert.deepEqual([directory, outgoing], [undefined, undefined]);
    if (newest > 0) assert.ok(kept.writes.get(newest)!.changes.every(({ to }) => to === undefined));
    return;
  }
  assert.deepEqual([company.revision, directory?.revision, outgoing?.revision], [newest, newest, newest]);
  const numbers = directory!.body["numbers"] as { number: string; label: string }[];
  assert.ok(numbers.every(({ label }) => label === company.body["name"]));
  assert.equal(outgoing!.body["main"], numbers.at(-1)!.number);
}

/** Rounds that go on from each other's database, as restarts do. */
async function rounds(count: number, lane: number): Promise<number> {
  let folder = await newFolder();
  let [head, acknowledgedInAll] = [0, 0];
  let epoch: string | undefined;
  let historyHead: string | null = null;
  for (let round = 0; round < count; round++) {
    const acknowledged = await saveUntilKilled(folder, 1 + ((round * 7 + lane * 3) % 6), (round * 37 + lane * 23) % 20);
    acknowledgedInAll += acknowledged.length;
    const store = await openSqliteStoreAlone(folder);
    assert.equal(store.epoch, (epoch ??= store.epoch));
    const opened = await store.head();
    const { ok, rows } = await store.verifyHistory(historyHead);
    assert.deepEqual([ok, rows], [true, opened], "the history is chained to the last save");
    historyHead = await store.historyHead();
    await store.close();
    const kept = readWhole(folder);
    assert.equal(kept.head, opened);
    check(kept, acknowledged, head);
    head = kept.head;
    if (round % 10 === 9) {
      // A fresh one now and then, so that the first saves of a database are killed too.
      await rm(folder, { recursive: true, force: true });
      [folder, head, epoch, historyHead] = [await newFolder(), 0, undefined, null];
    }
  }
  await rm(folder, { recursive: true, force: true });
  return acknowledgedInAll;
}

test("200 times SIGKILL while saving: every acknowledged save is kept whole", async () => {
  const lanes = await Promise.all([0, 1, 2, 3].map((lane) => rounds(50, lane)));
  const acknowledged = lanes.reduce((sum, count) => sum + count, 0);
  assert.ok(acknowledged > 400, `${acknowledged} saves were acknowledged in all`);
});
