import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, seedOfRun, shareOf } from "./random.ts";
import { runShards } from "./shards.ts";

/** Every way to the answer, and every reason to pass a number over: each must have been tried. */
const TRIED = [
  ...[
    "internal",
    "service_code",
    "emergency",
    "chosen",
    "prefix",
    "country",
    "employee",
    "department",
    "main",
    "none",
    "forwarded",
  ].map((rule) => `decided by ${rule}`),
  ...["emergency", "chosen", "prefix", "country", "employee", "department", "main"].flatMap((rule) => [
    `passed over ${rule}: number_off`,
    `passed over ${rule}: number_gone`,
    `passed over ${rule}: trunk_refuses`,
  ]),
  "passed over chosen: choice_not_allowed",
  "withheld",
  "shown",
  "unknown line",
  "unknown employee",
  ...["A", "B", "C", "none"].map((attestation) => `attestation ${attestation}`),
  ...[0, 1, 2, 3].map((count) => `${count} presentations`),
  "main",
  "no main",
  "no From",
  "From alone",
  "From with a label",
  "From anonymous",
  "asserted identity",
  "asserted identity with a label",
  "asserted fallback identity",
  "Diversion",
  "Diversion withheld",
  "History-Info",
  "History-Info withheld",
];

const CALLS = shareOf(20_000) * 50;

test(`${inWords(CALLS)} calls of random companies are decided as by the reference`, async (t) => {
  const run = seedOfRun();
  const { compared, differences, notes } = await runShards(new URL("differential.worker.ts", import.meta.url), 2, run);
  for (const [note, count] of Object.entries(notes)) t.diagnostic(`${note}: ${count}`);
  assert.equal(differences.length, 0, `the first differences:\n${differences.join("\n")}`);
  if (run.only !== undefined) return;
  assert.equal(compared, CALLS);
  for (const way of TRIED) assert.ok((notes[way] ?? 0) >= shareOf(500), `too seldom ${way}`);
});
