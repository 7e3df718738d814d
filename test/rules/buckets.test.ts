/** A large company in parts decides as the whole does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compileCore, EXTENSIONS_BUCKET, extensionsIn, partsOf, type Bucket } from "../../src/decide/buckets.ts";
import { compile, type CompiledCompany } from "../../src/decide/compile.ts";
import { decideOverTrunks } from "../../src/decide/over-trunks.ts";
import { numberPool, randomCall, randomWorld } from "./random-company.ts";
import { randomTrunks } from "./random-trunks.ts";
import { randomOf, seedOfRun } from "./random.ts";
import type { World } from "../reference/decide.ts";

const WORLDS = 40;
const CALLS = 200;

/** As a node reads them; `read` is told which bucket. */
function inParts({ company, directory, outgoing }: World, read: (at: number) => void): CompiledCompany {
  const { core, buckets } = partsOf({ company, directory, "outgoing-numbers": outgoing });
  const held = new Map<number, Bucket>();
  return compileCore(core, (at, compileBucket) => {
    read(at);
    const bucket = held.get(at) ?? compileBucket(buckets.get(at) ?? "");
    held.set(at, bucket);
    return bucket;
  });
}

test("decisions from a core and buckets are those from the whole, with their traces and presentations", () => {
  const { seed, only } = seedOfRun();
  const pool = numberPool(seed, 2000);
  const tried = new Map<string, number>();
  const note = (what: string) => tried.set(what, (tried.get(what) ?? 0) + 1);
  for (let index = 0; index < WORLDS; index++) {
    if (only !== undefined && index !== only) continue;
    const random = randomOf(seed, index);
    const world = randomWorld(pool, random, index % 4 === 0 ? 1 + random.int(20) : 101 + random.int(500));
    const whole = compile(world.company, world.directory, world.outgoing);
    const read = new Set<number>();
    const parts = inParts(world, (at) => read.add(at));
    for (let times = 0; times < CALLS; times++) {
      const call = randomCall(world, random);
      const unknownLine = random.pick(["refuse", "main"] as const);
      const trunks = randomTrunks(world.trunks, random);
      const decided = decideOverTrunks(whole, call, trunks, { explain: true, unknownLine });
      read.clear();
      const inTurn = `CALLAS_TEST_SEED=${seed}:${index} ${trunks.length} trunks, ${JSON.stringify(call)}`;
      assert.deepEqual(decideOverTrunks(parts, call, trunks, { explain: true, unknownLine }), decided, inTurn);
      // The line, as it stands and as a number, its employee, and what was dialled and chosen, with and without a code.
      assert.ok(read.size <= 7, `${read.size} buckets: ${inTurn}`);
      note(
        decided.known ? `${decided.decision.decidedBy.rule}${decided.lineKnown ? "" : ", unknown line"}` : decided.code,
      );
    }
    const { employees } = world.directory;
    for (const { id, extension } of employees) {
      assert.deepEqual(parts.employees.get(id), whole.employees.get(id));
      if (extension !== null) assert.ok(parts.home.extensions.has(extension));
    }
  }
  if (only !== undefined) return;
  const ways = [
    "internal",
    "service_code",
    "emergency",
    "chosen",
    "prefix",
    "country",
    "employee",
    "department",
    "main",
    "forwarded",
  ];
  for (const way of [...ways, "none", "main, unknown line", "line_unknown", "employee_unknown"])
    assert.ok((tried.get(way) ?? 0) >= 3, `too seldom ${way}: ${tried.get(way)}`);
});

test("parts tell all extensions, and differ only where the people differ", () => {
  const { seed } = seedOfRun();
  const { company, directory, outgoing } = randomWorld(numberPool(seed, 2000), randomOf(seed), 300);
  const partsWith = (employees: typeof directory.employees) =>
    partsOf({ company, directory: { ...directory, employees }, "outgoing-numbers": outgoing });
  const before = partsWith(directory.employees);
  assert.deepEqual(
    extensionsIn(before.buckets.get(EXTENSIONS_BUCKET)!),
    directory.employees.map(({ extension }) => extension).filter((extension) => extension !== null),
  );
  const changed = directory.employees.with(7, { ...directory.employees[7]!, guest: !directory.employees[7]!.guest });
  const after = partsWith(changed);
  assert.equal(after.core, before.core);
  assert.ok([...after.buckets].filter(([at, text]) => before.buckets.get(at) !== text).length <= 1);
});
