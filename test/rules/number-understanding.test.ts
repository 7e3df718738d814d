import assert from "node:assert/strict";
import { test } from "node:test";
import { seedOfRun } from "./random.ts";
import { runShards } from "./shards.ts";

const SHARDS = 2;

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

test("1,000,000 valid numbers of all 245 regions and 9 other calling codes are understood as google-libphonenumber does: as E.164, as dialled at home, and with the international prefix of three other countries", async (t) => {
  const { compared, differences, notes } = await runShards(
    new URL("number-understanding.worker.ts", import.meta.url),
    SHARDS,
    seedOfRun(),
  );
  for (const [note, count] of Object.entries(notes)) t.diagnostic(`${note}: ${count}`);
  assert.equal(differences.length, 0, `the first differences:\n${differences.join("\n")}`);
  assert.equal(compared, 1_000_000);
  assert.ok(sum(notes) < 5_000_000 / 100, "google itself reads nearly all of them as these numbers");
});

test("300,000 random dialled texts and 100,000 typed prefixes, at home in every region, are read as by the reference", async (t) => {
  const run = seedOfRun();
  const { compared, differences, notes } = await runShards(
    new URL("dialled-texts.worker.ts", import.meta.url),
    SHARDS,
    run,
  );
  for (const [note, count] of Object.entries(notes)) t.diagnostic(`${note}: ${count}`);
  assert.equal(differences.length, 0, `the first differences:\n${differences.join("\n")}`);
  if (run.only !== undefined) return;
  assert.equal(compared, 400_000);
  for (const kind of ["external", "emergency", "short", "internal", "service_code", "unrecognised"]) {
    assert.ok((notes[kind] ?? 0) > 1000, `${kind} was tried often`);
  }
  assert.ok((notes["prefixes read"] ?? 0) > 10_000 && (notes["prefixes refused"] ?? 0) > 10_000);
});
