/** Laws that hold for every company and every call; docs/rules.md says the rules that they follow from. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../src/decide/compile.ts";
import type { Call, Decision } from "../../src/decide/decision.ts";
import { DEVICES } from "../../src/number/device.ts";
import { readInternational } from "../../src/number/reading.ts";
import { targetKey } from "../../src/policy/entry-target.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { warnings } from "../../src/policy/warnings.ts";
import { inEveryWorld, spokeOften } from "./every-world.ts";
import { randomCall, type RandomWorld } from "./random-company.ts";
import type { Random } from "./random.ts";
import type { World } from "../reference/decide.ts";
import { answerOf } from "./answer.ts";

const CALLS = 10;

type Answer = ReturnType<typeof answerOf>;

const decisionsIn = ({ company, directory, outgoing }: World): ((call: Call) => Answer) => {
  const compiled = compile(company, directory, outgoing);
  return (call) => answerOf(compiled, call);
};

const isDecision = (answer: Answer): answer is Decision => !("unknown" in answer);

/** Calls without a choice. */
const callsOf = (world: RandomWorld, random: Random): Call[] =>
  Array.from({ length: CALLS }, () => randomCall(world, random, false));

const withOutgoing = (world: RandomWorld, change: Partial<OutgoingNumbers>): RandomWorld => ({
  ...world,
  outgoing: { ...world.outgoing, ...change },
});

/** The same company, where no employee has a standing choice. */
const withoutChoices = <Of extends World>(world: Of): Of => ({
  ...world,
  directory: {
    ...world.directory,
    employees: world.directory.employees.map(({ choice: _, ...employee }) => employee),
  },
});

/** Compares two worlds call by call; answers how many calls were compared. */
const sameAnswers = (before: World, after: World, calls: readonly Call[]): number => {
  const [was, is] = [decisionsIn(before), decisionsIn(after)];
  for (const call of calls) assert.deepEqual(is(call), was(call), JSON.stringify(call));
  return calls.length;
};

test("the order of entries in a list never changes an answer", () => {
  const compared = inEveryWorld((world, random) => {
    const { personal, regional } = world.outgoing;
    if (personal.length + regional.length < 2) return 0;
    const shuffled = { personal: random.shuffle(personal), regional: random.shuffle(regional) };
    const reversed = { personal: personal.toReversed(), regional: regional.toReversed() };
    const calls = callsOf(world, random);
    return (
      sameAnswers(world, withOutgoing(world, shuffled), calls) +
      sameAnswers(world, withOutgoing(world, reversed), calls)
    );
  });
  spokeOften(compared, 30_000);
});

/** Settings that no check would let through: clashes, garbage, and numbers of nobody everywhere. */
const corrupted = (world: RandomWorld, random: Random): RandomWorld => {
  const { outgoing, directory, gone } = world;
  const numbers = [...directory.numbers.map(({ number }) => number), ...gone, "", "112", "x", "+", "74951234567"];
  const entries = { personal: [...outgoing.personal], regional: [...outgoing.regional] };
  for (const entry of outgoing.personal) {
    if (random.chance(0.5)) entries.personal.push({ ...entry, number: random.pick(numbers) });
  }
  for (const entry of outgoing.regional) {
    if (random.chance(0.5)) entries.regional.push({ ...entry, number: random.pick(numbers) });
  }
  for (const prefix of ["", "+", "+0", "7495", "x", "00", "+7 495", "\u0000", "+999999999999999999999"]) {
    if (random.chance(0.5)) entries.regional.push({ number: random.pick(numbers), prefix });
  }
  for (const country of ["", "ZZ", "001", "ru", "constructor", "__proto__"]) {
    if (random.chance(0.5)) entries.regional.push({ number: random.pick(numbers), country });
  }
  for (const employee of ["", "nobody", "__proto__"]) {
    if (random.chance(0.5)) entries.personal.push({ number: random.pick(numbers), employee, device: "any" });
  }
  const company = random.chance(0.5) ? { ...world.company, emergencyNumber: random.pick(numbers) } : world.company;
  const main = random.pick([null, outgoing.main, random.pick(numbers)]);
  return withOutgoing(
    { ...world, company },
    { main, personal: random.shuffle(entries.personal), regional: random.shuffle(entries.regional) },
  );
};

test("a number that is off or not the company's is never shown, however corrupt the settings", () => {
  let shown = 0;
  let passedOver = 0;
  inEveryWorld((clean, random) => {
    const world = corrupted(clean, random);
    const usable = new Set(world.directory.numbers.filter(({ on }) => on).map(({ number }) => number));
    const decisions = decisionsIn(world);
    for (let times = 0; times < CALLS; times += 1) {
      const call = randomCall(world, random, times % 2 === 0);
      const answer = decisions(call);
      if (!isDecision(answer)) continue;
      for (const number of [answer.callerId, answer.diversion ?? null]) {
        assert.ok(number === null || usable.has(number), `${number} was shown for ${JSON.stringify(call)}`);
      }
      if (answer.callerId !== null) shown += 1;
      passedOver += answer.passedOver.length;
    }
    return 1;
  });
  spokeOften(shown, 5_000);
  spokeOften(passedOver, 5_000);
});

test("turning off or taking away a number that is in no entry, not main, no emergency number and nobody's choice changes nothing", () => {
  const compared = inEveryWorld((world, random) => {
    const { company, directory, outgoing } = world;
    const used = new Set([
      ...[...outgoing.personal, ...outgoing.regional].map(({ number }) => number),
      ...[company, ...directory.employees, ...directory.departments].map(({ emergencyNumber }) => emergencyNumber),
      ...directory.employees.map(({ choice }) => choice),
      outgoing.main,
    ]);
    const idle = directory.numbers.filter(({ number, on }) => on && !used.has(number));
    if (idle.length === 0) return 0;
    const turnedOff = directory.numbers.map((each) => (idle.includes(each) ? { ...each, on: false } : each));
    const taken = directory.numbers.filter((each) => !idle.includes(each));
    const calls = [...callsOf(world, random), ...callsOf(world, random)];
    return (
      sameAnswers(world, { ...world, directory: { ...directory, numbers: turnedOff } }, calls) +
      sameAnswers(world, { ...world, directory: { ...directory, numbers: taken } }, calls)
    );
  });
  spokeOften(compared, 10_000);
});

test("adding a longer prefix changes only calls that it matches", () => {
  let unmatched = 0;
  let matched = 0;
  inEveryWorld((chosen, random) => {
    const world = withoutChoices(chosen);
    const { outgoing, directory } = world;
    const on = directory.numbers.filter((number) => number.on);
    const dialled = random.pick(world.destinations.slice(0, 8));
    const present = outgoing.regional.flatMap((entry) => ("prefix" in entry ? [entry.prefix] : []));
    const longest = Math.max(1, ...present.filter((each) => dialled.startsWith(each)).map(({ length }) => length));
    const prefix = dialled.slice(0, longest + 1 + random.int(3));
    if (on.length === 0 || prefix.length <= longest) return 0;
    const { number } = random.pick(on);
    const was = decisionsIn(world);
    const is = decisionsIn(
      withOutgoing(world, { regional: random.shuffle([...outgoing.regional, { number, prefix }]) }),
    );
    for (const call of [...callsOf(world, random), { ...randomCall(world, random, false), dialled }]) {
      const [before, after] = [was(call), is(call)];
      if (!isDecision(before) || before.destination.e164?.startsWith(prefix) !== true) {
        assert.deepEqual(after, before, JSON.stringify({ prefix, call }));
        unmatched += 1;
        continue;
      }
      // Where a prefix decided before, a longer one that matches decides now.
      if (before.decidedBy.rule !== "prefix" || before.decidedBy.prefix.length >= prefix.length) continue;
      assert.ok(isDecision(after));
      assert.deepEqual([after.callerId, after.decidedBy], [number, { rule: "prefix", prefix }], JSON.stringify(call));
      matched += 1;
    }
    return 1;
  });
  spokeOften(unmatched, 10_000);
  spokeOften(matched, 300);
});

const REGIONAL: ReadonlySet<string> = new Set(["prefix", "country"]);
const PERSONAL: ReadonlySet<string> = new Set(["employee", "department"]);

test("switching the priority changes only calls for which both blocks have an answer", () => {
  let same = 0;
  let switched = 0;
  inEveryWorld((chosen, random) => {
    const world = withoutChoices(chosen);
    const regionalFirst = decisionsIn(withOutgoing(world, { priority: "regional" }));
    const personalFirst = decisionsIn(withOutgoing(world, { priority: "personal" }));
    const regionalAlone = decisionsIn(withOutgoing(world, { personal: [] }));
    const personalAlone = decisionsIn(withOutgoing(world, { regional: [] }));
    for (const call of callsOf(world, random)) {
      const regional = regionalFirst(call);
      const personal = personalFirst(call);
      const [ofRegional, ofPersonal] = [regionalAlone(call), personalAlone(call)];
      if (!isDecision(regional) || !isDecision(personal) || !isDecision(ofRegional) || !isDecision(ofPersonal)) {
        assert.deepEqual(personal, regional);
        continue;
      }
      const both = REGIONAL.has(ofRegional.decidedBy.rule) && PERSONAL.has(ofPersonal.decidedBy.rule);
      if (both) {
        assert.deepEqual(regional.decidedBy, ofRegional.decidedBy, JSON.stringify(call));
        assert.deepEqual(personal.decidedBy, ofPersonal.decidedBy, JSON.stringify(call));
        switched += 1;
      } else {
        // What was passed over on the way may differ; the answer may not.
        const { passedOver: _, ...regionalAnswer } = regional;
        const { passedOver: __, ...personalAnswer } = personal;
        assert.deepEqual(personalAnswer, regionalAnswer, JSON.stringify(call));
        same += 1;
      }
    }
    return 1;
  });
  spokeOften(same, 10_000);
  spokeOften(switched, 1_000);
});

test("an emergency call depends on the caller's emergency numbers and main alone: not on the blocks, the device, a choice or privacy", () => {
  let answered = 0;
  inEveryWorld((world, random) => {
    const without = decisionsIn(withOutgoing(world, { personal: [], regional: [], priority: "regional" }));
    const decisions = decisionsIn(world);
    const { chosen: _, privacy: __, forwardedFrom: ___, ...caller } = randomCall(world, random);
    const { chosen, privacy } = randomCall(world, random);
    const elsewhere = "line" in caller ? caller : { ...caller, device: random.pick(DEVICES) };
    for (const dialled of ["112", "911", "*31#112"]) {
      const plain = without({ ...elsewhere, dialled });
      const answer = decisions({ ...caller, chosen, privacy, dialled });
      if (!isDecision(answer) || answer.destination.kind !== "emergency") continue;
      assert.deepEqual(answer, plain);
      assert.equal(answer.privacy, false);
      assert.ok(answer.decidedBy.rule === (answer.callerId === null ? "none" : "emergency"));
      if (answer.callerId !== null) answered += 1;
    }
    return 1;
  });
  spokeOften(answered, 1_000);
});

test("the trace ends with the answer, tells what was passed over, and changes nothing else", () => {
  let compared = 0;
  inEveryWorld((world, random) => {
    const compiled = compile(world.company, world.directory, world.outgoing);
    for (let times = 0; times < CALLS; times += 1) {
      const call = randomCall(world, random);
      const plain = answerOf(compiled, call);
      const explained = answerOf(compiled, call, true);
      if (!isDecision(explained)) {
        assert.deepEqual(explained, plain);
        continue;
      }
      const { trace = [], ...rest } = explained;
      assert.deepEqual(rest, plain);
      const last = trace.at(-1);
      assert.equal(last?.outcome, "answer");
      assert.equal(last.rule, explained.decidedBy.rule);
      assert.equal(last.number ?? null, explained.callerId);
      assert.equal(trace.filter(({ outcome }) => outcome === "answer").length, 1);
      const passedOver = trace
        .filter(({ outcome }) => outcome === "passed_over")
        .map(({ rule, number, reason }) => ({ rule, number, reason }));
      assert.deepEqual(passedOver, explained.passedOver, JSON.stringify(call));
      compared += 1;
    }
    return 1;
  });
  spokeOften(compared, 20_000);
});

const digits = (count: number, random: Random): string => Array.from({ length: count }, () => random.int(10)).join("");

/** The same company with regional entries that stand in each other's way: what covers a prefix, or a country, or nothing. */
const crowded = (world: RandomWorld, random: Random): RandomWorld => {
  const decisions = decisionsIn(world);
  const { id: employee } = random.pick(world.directory.employees);
  const number = (): string => random.pick(world.directory.numbers).number;
  const regional = new Map(
    world.outgoing.regional.map((entry) => ["prefix" in entry ? entry.prefix : entry.country, entry]),
  );
  const prefix = (prefix: string): void => void regional.set(prefix, { number: number(), prefix });
  const country = (country: string): void => void regional.set(country, { number: number(), country });
  for (const e164 of random.some(world.destinations.slice(0, 8), 0.4)) {
    const start = e164.slice(0, 2 + random.int(6));
    prefix(start);
    const kept = random.chance(0.8) ? 10 : 9;
    for (let next = 0; next < kept; next += 1) prefix(`${start}${next}`);
    const answer = decisions({ employee, device: "crm", dialled: e164 });
    if (!isDecision(answer) || answer.destination.country === null) continue;
    country(answer.destination.country);
    prefix(e164.slice(0, 2 + random.int(4)));
  }
  for (let times = random.int(4); times > 0; times -= 1)
    prefix(`+${1 + random.int(9)}${digits(random.int(8), random)}`);
  if (random.chance(0.3)) for (const each of ["JM", "DO", "KZ", "GG", "IM", "VA", "BQ"]) country(each);
  if (random.chance(0.3)) for (const each of ["+1876", "+1658", "+77", "+3906698", "+599"]) prefix(each);
  return withOutgoing(world, { regional: random.shuffle([...regional.values()]) });
};

/** The entry that decided, as `targetKey` names it; null where no entry did. */
const deciderOf = ({ decidedBy }: Decision): string | null =>
  "prefix" in decidedBy || "country" in decidedBy || "employee" in decidedBy || "department" in decidedBy
    ? targetKey({ number: "", ...decidedBy })
    : null;

/** A text with the trunk prefix twice, +49 0 0 30…, is read as +49030…: no number, but nothing that is refused either. */
const isWholeNumber = (e164: string | null): boolean =>
  e164 === null || readInternational(e164.slice(1))?.e164 === e164;

test("no entry decides of which never_decides says so", () => {
  const named = { prefix: 0, country: 0, employee: 0, department: 0 };
  let decided = 0;
  inEveryWorld((plain, random) => {
    if (plain.directory.numbers.length === 0) return 0;
    const world = random.chance(0.7) ? crowded(plain, random) : plain;
    const { outgoing } = world;
    const never = new Set(
      warnings(world.company, world.directory, outgoing)
        .filter(({ code }) => code === "never_decides")
        .map(({ path }) => {
          const [, block, at] = path.split("/") as [string, "personal" | "regional", string];
          return targetKey(outgoing[block][Number(at)]!);
        }),
    );
    for (const key of never) named[key.slice(0, key.indexOf(" ")) as keyof typeof named] += 1;
    const decisions = decisionsIn(world);
    const prefixes = outgoing.regional.flatMap((entry) => ("prefix" in entry ? [entry.prefix] : []));
    for (let times = 0; times < 4 * CALLS; times += 1) {
      const start = random.pick(prefixes.length > 0 && times % 2 === 0 ? prefixes : world.destinations);
      const dialled = times % 2 === 0 ? start + digits(random.int(12), random) : start;
      const call = { ...randomCall(world, random, false), dialled };
      const answer = decisions(call);
      if (!isDecision(answer) || !isWholeNumber(answer.destination.e164)) continue;
      const decider = deciderOf(answer);
      if (decider === null) continue;
      assert.ok(!never.has(decider), `${decider} decides ${JSON.stringify(call)}`);
      decided += 1;
    }
    return 1;
  });
  spokeOften(decided, 20_000);
  for (const [rule, times] of Object.entries(named))
    spokeOften(times, rule === "prefix" || rule === "country" ? 2_000 : 500);
});
