import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, seedOfRun, shareOf } from "./random.ts";
import { runShards } from "./shards.ts";

const SHARDS = 2;
const NUMBERS = shareOf(1_000_000 / SHARDS) * SHARDS;
const TEXTS = shareOf(20_000) * 50;
const PREFIXES = shareOf(20_000) * 5;

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

test(`${inWords(NUMBERS)} valid numbers of all 245 regions and 9 other calling codes are understood as google-libphonenumber does: as E.164, as dialled at home, and with the international prefix of three other countries`, async (t) => {
  const { compared, differences, notes } = await runShards(
    new URL("number-understanding.worker.ts", import.meta.url),
    SHARDS,
    seedOfRun(),
  );
  for (const [note, count] of Object.entries(notes)) t.diagnostic(`${note}: ${count}`);
  assert.equal(differences.length, 0, `the first differences:\n${differences.join("\n")}`);
  assert.equal(compared, NUMBERS);
  assert.ok(sum(notes) < (5 * NUMBERS) / 100, "google itself reads nearly all of them as these numbers");
});

test(`${inWords(TEXTS)} random dialled texts and ${inWords(PREFIXES)} typed prefixes, of companies in every region that dial in every way, are read as by the reference`, async (t) => {
  const run = seedOfRun();
  const { compared, differences, notes } = await runShards(
    new URL("dialled-texts.worker.ts", import.meta.url),
    SHARDS,
    run,
  );
  for (const [note, count] of Object.entries(notes)) t.diagnostic(`${note}: ${count}`);
  assert.equal(differences.length, 0, `the first differences:\n${differences.join("\n")}`);
  if (run.only !== undefined) return;
  assert.equal(compared, TEXTS);
  const withCode = ["external, withhold", "external, show", "external, switch"];
  for (const kind of ["external", "emergency", "short", "internal", "service_code", "unrecognised", ...withCode]) {
    assert.ok((notes[kind] ?? 0) > shareOf(500), `${kind} was tried often`);
  }
  assert.ok((notes["prefixes read"] ?? 0) > shareOf(10_000) && (notes["prefixes refused"] ?? 0) > shareOf(10_000));
});
