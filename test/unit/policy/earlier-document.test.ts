/** Taking changes back gives what was there before them, the order of lists included. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, type Change } from "../../../src/policy/changes.ts";
import { EarlierDocument } from "../../../src/policy/earlier-document.ts";

/** Mulberry32: the same documents in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof randomFrom>;

function some<T>(random: Random, from: readonly T[]): T[] {
  const rest = from.filter(() => random(3) > 0);
  // Often in the order in which they were, as people save them.
  for (let swaps = random(2) * random(4); swaps > 0; swaps--) {
    const [a, b] = [random(rest.length || 1), random(rest.length || 1)];
    if (rest.length > 0) [rest[a], rest[b]] = [rest[b]!, rest[a]!];
  }
  return rest;
}

const IDS = ["a", "b", "c", "d", "e", "f/g", "h~i"];
const NUMBERS = ["+1", "+2", "+3", "+4"];

function documentOf(random: Random) {
  const pick = <T>(items: readonly T[]) => items[random(items.length)]!;
  return {
    ...(random(2) && { main: random(3) ? pick(NUMBERS) : null }),
    priority: pick(["regional", "personal"]),
    numbers: some(random, NUMBERS).map((number) => ({
      number,
      on: random(4) > 0,
      ...(random(2) && { trunks: some(random, ["x", "y", "z"]) }),
    })),
    employees: some(random, IDS).map((id) => ({
      id,
      name: pick(["A", "B"]),
      lines: some(random, ["l1", "l2", "l3"]).map((id) => ({ id, device: pick(["desk_phone", "softphone"]) })),
    })),
    departments: some(random, IDS).map((id) => ({ id, members: some(random, IDS) })),
    personal: some(random, IDS).map((employee) => ({ number: pick(NUMBERS), employee, device: pick(["any", "crm"]) })),
    regional: [
      ...some(random, ["DE", "FR", "PL"]).map((country) => ({ number: pick(NUMBERS), country })),
      ...some(random, ["+49", "+33"]).map((prefix) => ({ number: pick(NUMBERS), prefix })),
    ],
  };
}

/** As the history keeps them. */
const kept = (from: unknown, to: unknown) => JSON.parse(JSON.stringify(changes(from, to))) as Change[];

test("what random writes changed is taken back, one after the other, to the first state", () => {
  for (let seed = 0; seed < 500; seed++) {
    const random = randomFrom(seed);
    const states = Array.from({ length: 4 }, () => documentOf(random));
    const document = new EarlierDocument(states.at(-1));
    const standing = new EarlierDocument(states.at(-1));
    for (let at = states.length - 1; at > 0; at--) {
      const written = kept(states[at - 1], states[at]);
      document.takeBack(written);
      assert.deepEqual(document.body, states[at - 1], `seed ${seed}, ${JSON.stringify(written)}`);
      assert.deepEqual(standing.takeBackStanding(written), [], `seed ${seed}`);
      assert.deepEqual(standing.body, states[at - 1], `seed ${seed}`);
    }
  }
});

test("what others changed since stays as they left it, and the rest is taken back", () => {
  for (let seed = 0; seed < 500; seed++) {
    const random = randomFrom(seed);
    const [before, after, now] = [documentOf(random), documentOf(random), documentOf(random)];
    const document = new EarlierDocument(now);
    const staying = document.takeBackStanding(kept(before, after));
    for (const [name, was] of Object.entries(before).filter(([, value]) => !Array.isArray(value))) {
      const field = name as "priority";
      const stands = now[field] === after[field];
      assert.equal((document.body as typeof before)[field], stands ? was : now[field], `seed ${seed}, ${name}`);
      const isLeft = before[field] !== after[field] && !stands && now[field] !== was;
      assert.equal(
        staying.some(({ path }) => path === `/${name}`),
        isLeft,
        `seed ${seed}, ${name}`,
      );
    }
    const names = ({ employees }: typeof before) => new Map(employees.map((employee) => [employee.id, employee]));
    const [was, written, current, found] = [
      names(before),
      names(after),
      names(now),
      names(document.body as typeof now),
    ];
    for (const id of IDS) {
      const context = `seed ${seed}, employee ${id}`;
      if (!was.has(id) && written.has(id))
        assert.deepEqual(
          found.get(id),
          sameAs(current.get(id), written.get(id)) ? undefined : current.get(id),
          context,
        );
      else if (was.has(id) && !written.has(id))
        assert.deepEqual(found.get(id), current.get(id) ?? was.get(id), context);
      else if (!was.has(id)) assert.deepEqual(found.get(id), current.get(id), context);
      else assert.equal(found.has(id), current.has(id), context);
    }
  }
});

function sameAs(a: unknown, b: unknown): boolean {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}

const cases: readonly (readonly [
  name: string,
  states: readonly [before: unknown, after: unknown, now: unknown],
  taken: unknown,
  staying: readonly string[],
])[] = [
  ["a document that was created", [undefined, { a: 1 }, { a: 1 }], undefined, []],
  ["a document that was created and changed", [undefined, { a: 1 }, { a: 2 }], { a: 2 }, [""]],
  ["a field that somebody took back already", [{ a: 1 }, { a: 2 }, { a: 1 }], { a: 1 }, []],
  [
    "a field of somebody who is gone",
    [{ l: [{ id: "x", n: 1 }] }, { l: [{ id: "x", n: 2 }] }, { l: [] }],
    { l: [] },
    ["/l/x/n"],
  ],
  [
    "an order that others changed again",
    [{ l: ["a", "b", "c"] }, { l: ["c", "b", "a"] }, { l: ["b", "c", "a"] }],
    { l: ["b", "c", "a"] },
    ["/l"],
  ],
  [
    "an order of which one went away",
    [{ l: ["a", "b", "c"] }, { l: ["c", "b", "a"] }, { l: ["c", "a", "new"] }],
    { l: ["a", "c", "new"] },
    [],
  ],
  ["a member whose predecessor went away", [{ l: ["a", "b"] }, { l: ["a"] }, { l: ["c"] }], { l: ["c", "b"] }, []],
  ["the first member", [{ l: ["a", "b"] }, { l: ["b"] }, { l: ["b", "c"] }], { l: ["a", "b", "c"] }, []],
  ["members of one name", [{ l: ["a", "a", "b"] }, { l: ["b", "b"] }, { l: ["b", "b"] }], { l: ["a", "a", "b"] }, []],
  ["a list in the place of something else", [{ l: 1 }, { l: ["a"] }, { l: ["a"] }], { l: 1 }, []],
];

for (const [name, [before, after, now], taken, staying] of cases)
  test(`taking back ${name}`, () => {
    const document = new EarlierDocument(now);
    const left = document.takeBackStanding(kept(before, after));
    assert.deepEqual(document.body, taken);
    assert.deepEqual(
      left.map(({ path }) => path),
      staying,
    );
  });

test("a removed member of an older version, whose place is not known, comes last", () => {
  const document = new EarlierDocument({ l: ["b", "c"] });
  document.takeBack([{ path: '/l/"a"', from: "a" }]);
  assert.deepEqual(document.body, { l: ["b", "c", "a"] });
});
