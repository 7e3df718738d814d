/** Laws that hold for every company, every call and every trunk that it takes; docs/rules.md says what they follow from. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../src/decide/compile.ts";
import type { Call, Decision } from "../../src/decide/decision.ts";
import type { Presentation } from "../../src/decide/presentation.ts";
import { readInternational } from "../../src/number/reading.ts";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import type { NamedTrunk } from "../../src/policy/trunk.ts";
import type { World } from "../reference/decide.ts";
import type { SlowAnswer } from "../reference/over-trunks.ts";
import { answerOf, answerOverTrunks } from "./answer.ts";
import { inEveryWorld, spokeOften } from "./every-world.ts";
import { randomCall, type RandomWorld } from "./random-company.ts";
import { randomTrunks } from "./random-trunks.ts";
import type { Random } from "./random.ts";

const CALLS = 10;

type Question = Readonly<{ call: Call; trunks: readonly NamedTrunk[]; unknownLine: "refuse" | "main" }>;

const questionsOf = (world: RandomWorld, random: Random): Question[] =>
  Array.from({ length: CALLS }, () => ({
    call: randomCall(world, random),
    trunks: randomTrunks(world.trunks, random),
    unknownLine: random.pick(["refuse", "main"] as const),
  }));

const asking = ({ company, directory, outgoing }: World) => {
  const compiled = compile(company, directory, outgoing);
  return ({ call, trunks, unknownLine }: Question): SlowAnswer | null => {
    const answer = answerOverTrunks(compiled, call, trunks, unknownLine);
    return "unknown" in answer ? null : answer;
  };
};

/** An answer for a question with one trunk, or with none. */
type Alone = Readonly<{
  decision: Decision;
  main: string | null;
  trunk: NamedTrunk | undefined;
  shown: Presentation | undefined;
  call: Call;
}>;

/** Holds a law against each trunk of each question by itself; answers how often it had something to say. */
const inEveryAnswer = (
  law: (alone: Alone, world: RandomWorld) => boolean,
  change: (world: RandomWorld, random: Random) => RandomWorld = (world) => world,
): number =>
  inEveryWorld((plain, random) => {
    const world = change(plain, random);
    const ask = asking(world);
    let spoke = 0;
    for (const question of questionsOf(world, random)) {
      const { call, trunks } = question;
      for (const trunk of trunks.length === 0 ? [undefined] : trunks) {
        const answer = ask({ ...question, trunks: trunk === undefined ? [] : [trunk] });
        if (answer === null) continue;
        const { decision, main, presentations } = answer;
        if (law({ decision, main, trunk, shown: presentations?.[0], call }, world)) spoke += 1;
      }
    }
    return spoke;
  });

const numberOf = (number: string | null | undefined, { directory }: World): CompanyNumber | undefined =>
  directory.numbers.find((each) => each.number === number);

/** Whether it is the company's, on, and accepted by the trunk. */
const mayBeShown = (number: string, world: World, trunk: NamedTrunk | undefined): boolean => {
  const own = numberOf(number, world);
  if (own?.on !== true) return false;
  return trunk === undefined || trunk.accepts === "all" || own.trunks?.includes(trunk.id) === true;
};

/** Entries, main and emergency numbers that are anybody's. */
const withNumbersOfNobody = (world: RandomWorld, random: Random): RandomWorld => {
  const numbers = [...world.directory.numbers.map(({ number }) => number), ...world.gone, "", "+", "112"];
  const other = <Entry extends { number: string }>(entry: Entry): Entry =>
    random.chance(0.3) ? { ...entry, number: random.pick(numbers) } : entry;
  const { outgoing, company } = world;
  return {
    ...world,
    company: random.chance(0.5) ? { ...company, emergencyNumber: random.pick(numbers) } : company,
    outgoing: {
      ...outgoing,
      main: random.pick([outgoing.main, random.pick(numbers)]),
      personal: outgoing.personal.map(other),
      regional: outgoing.regional.map(other),
    },
  };
};

test("a number that the trunk does not accept is never shown on it, main and emergency numbers included", () => {
  let refused = 0;
  const shown = inEveryAnswer(({ decision, main, trunk, shown: presentation, call }, world) => {
    const { callerId, decidedBy } = decision;
    if (main !== null) assert.ok(mayBeShown(main, world, trunk), `main ${main}`);
    if (decision.passedOver.some(({ reason }) => reason === "trunk_refuses")) refused += 1;
    if (presentation !== undefined) assert.equal(presentation.callerId, callerId);
    if (callerId === null || decidedBy.rule === "forwarded") return false;
    assert.ok(mayBeShown(callerId, world, trunk), `${callerId} was shown for ${JSON.stringify(call)}`);
    return trunk?.accepts === "marked";
  }, withNumbersOfNobody);
  spokeOften(shown, 4_000);
  spokeOften(refused, 2_000);
});

test("without trunks, what numbers and the company say of trunks and forwarded calls changes no decision but its attestation", () => {
  const withoutAttestation = (answer: ReturnType<typeof answerOf>) =>
    "unknown" in answer ? answer : { ...answer, attestation: undefined };
  const compared = inEveryWorld((world, random) => {
    const { directory, outgoing } = world;
    const numbers = directory.numbers.map(({ number, on }) => ({ number, on, label: "" }));
    const company = { ...world.company, forwards: "own" as const };
    const marked = compile(world.company, directory, outgoing);
    const plain = compile(company, { ...directory, numbers }, outgoing);
    for (let times = 0; times < CALLS; times += 1) {
      const call = randomCall(world, random);
      const { forwardReason: _, ...noReason } = call;
      assert.deepEqual(withoutAttestation(answerOf(marked, call)), withoutAttestation(answerOf(plain, noReason)));
      const answer = answerOverTrunks(marked, call, []);
      if ("unknown" in answer) continue;
      assert.deepEqual(answer.decision, answerOf(marked, call));
      assert.equal(answer.presentations, undefined);
    }
    return CALLS;
  });
  spokeOften(compared, 20_000);
});

test("a trunk that accepts all numbers, and no foreign ones, decides as no trunk does", () => {
  const compared = inEveryWorld((world, random) => {
    const ask = asking(world);
    const open = world.trunks.map((trunk) => ({ ...trunk, accepts: "all" as const, foreign: false }));
    for (const question of questionsOf(world, random)) {
      const trunk = random.pick(open);
      const [over, without] = [ask({ ...question, trunks: [trunk] }), ask({ ...question, trunks: [] })];
      assert.deepEqual([over?.decision, over?.main], [without?.decision, without?.main]);
    }
    return CALLS;
  });
  spokeOften(compared, 20_000);
});

test("only a forwarded call shows a number that is not the company's: a valid one, of a company and over a trunk that let it", () => {
  let foreign = 0;
  const forwarded = inEveryAnswer(({ decision, trunk, call }, world) => {
    const { callerId, decidedBy } = decision;
    const isOwn = callerId === null || numberOf(callerId, world)?.on === true;
    if (decidedBy.rule !== "forwarded") {
      assert.ok(isOwn, `${callerId} was shown for ${JSON.stringify(call)}`);
      return false;
    }
    assert.equal(world.company.forwards, "original");
    assert.equal(trunk?.foreign, true);
    assert.notEqual(call.forwardedFrom, undefined);
    assert.ok(callerId !== null && readInternational(callerId.slice(1))?.valid === true, `${callerId}`);
    if (!isOwn) foreign += 1;
    return true;
  }, withNumbersOfNobody);
  spokeOften(forwarded, 1_000);
  spokeOften(foreign, 500);
});

test("what forwarded a call is one of the company's numbers that are on and that the trunk accepts", () => {
  let headers = 0;
  const diverted = inEveryAnswer(({ decision, trunk, shown, call }, world) => {
    const { diversion } = decision;
    assert.equal(diversion === undefined, call.forwardedFrom === undefined);
    if (diversion === undefined || diversion === null) {
      assert.deepEqual([shown?.diversion ?? null, shown?.historyInfo ?? null], [null, null]);
      return false;
    }
    assert.ok(mayBeShown(diversion, world, trunk), `${diversion} was named for ${JSON.stringify(call)}`);
    if (trunk?.shown.form === "plus") {
      for (const header of [shown?.diversion, shown?.historyInfo]) {
        if (header === null || header === undefined) continue;
        assert.equal(/^<sip:(\+\d+)@/.exec(header)?.[1], diversion);
        headers += 1;
      }
    }
    return true;
  }, withNumbersOfNobody);
  spokeOften(diverted, 5_000);
  spokeOften(headers, 1_000);
});

test("each presentation is that of a question with its trunk alone, and the decision that of the first, in any order of failover", () => {
  const compared = inEveryWorld((world, random) => {
    const ask = asking(world);
    let presented = 0;
    for (const question of questionsOf(world, random)) {
      const { trunks } = question;
      const answer = ask(question);
      if (answer === null || trunks.length === 0) continue;
      const alone = new Map(trunks.map((trunk) => [trunk.id, ask({ ...question, trunks: [trunk] })]));
      const order = random.shuffle(trunks);
      const shuffled = ask({ ...question, trunks: order });
      for (const [asked, got] of [
        [trunks, answer],
        [order, shuffled],
      ] as const) {
        assert.deepEqual(
          got?.presentations,
          asked.map(({ id }) => alone.get(id)?.presentations?.[0]),
        );
        const first = alone.get(asked[0]?.id ?? "");
        assert.deepEqual([got?.decision, got?.main], [first?.decision, first?.main]);
      }
      presented += trunks.length;
    }
    return presented;
  });
  spokeOften(compared, 20_000);
});

test("attestation A is for confirmed numbers alone, B for known callers who show a number", () => {
  const tried = { A: 0, B: 0, C: 0, none: 0 };
  inEveryAnswer(({ decision, call }, world) => {
    const { attestation, callerId, destination } = decision;
    tried[attestation ?? "none"] += 1;
    assert.equal(attestation === undefined, ["internal", "service_code"].includes(destination.kind));
    const confirmed = numberOf(callerId, world)?.confirmed === true;
    assert.equal(attestation === "A", callerId !== null && confirmed && decision.decidedBy.rule !== "forwarded");
    if (attestation === "B") {
      assert.notEqual(callerId, null);
      if ("employee" in call) assert.ok(world.directory.employees.some(({ id }) => id === call.employee));
    }
    if (attestation === "C") assert.ok(callerId === null || "line" in call);
    return true;
  });
  for (const times of Object.values(tried)) spokeOften(times, 1_000);
});

test("an emergency call is neither withheld, nor shows a foreign number, nor is its number changed by a form", () => {
  let fallbacks = 0;
  const emergencies = inEveryAnswer(({ decision, trunk, shown }, world) => {
    const { callerId, destination } = decision;
    if (destination.kind !== "emergency" || trunk === undefined || shown === undefined) return false;
    assert.equal(decision.privacy, false);
    assert.equal(shown.privacy, null);
    assert.equal(shown.called, destination.digits);
    assert.ok(callerId === null || mayBeShown(callerId, world, trunk));
    assert.notEqual(shown.from?.host, "anonymous.invalid");
    if (callerId !== null || trunk.fallbackIdentity === undefined) return true;
    assert.ok(shown.from !== null || shown.assertedIdentity !== null);
    assert.equal(shown.from === null, trunk.identity === "asserted");
    fallbacks += 1;
    return true;
  });
  spokeOften(emergencies, 1_000);
  spokeOften(fallbacks, 100);
});

const withoutEscapes = (quoted: string): string => quoted.replaceAll(/\\(.)/gsu, "$1");

/** RFC 3261, 25.1, of what is written here: a quoted string, perhaps, and a URI in brackets. */
const NAME_ADDR = /^(?:"((?:[^"\\\p{Cc}]|\\["\\])*)" )?<sip:([\w+.!~*'()&=$,;?/%-]+)@([\w.:[\]-]+)>$/u;
const DIVERSION = /^<sip:\+?\d+@[\w.:[\]-]+>;reason=[a-z-]+(?:;privacy=full)?$/;
const HISTORY_INFO =
  /^<sip:\+?\d+@[\w.:[\]-]+(?:\?Privacy=history)?>;index=1, <sip:(?:[+*\d]|%23)+@[\w.:[\]-]+;cause=\d{3}>;index=1\.1;mp=1$/;

test("no header breaks, whatever a number's label is: no control characters, and a quoted string as SIP has it", () => {
  const tried = { labels: 0, diversion: 0, historyInfo: 0 };
  inEveryAnswer(({ decision, shown }, world) => {
    if (shown === undefined) return false;
    const label = numberOf(decision.callerId, world)?.label.replaceAll(/\p{Cc}+/gu, " ");
    for (const text of [shown.from?.user, shown.from?.host, shown.from?.display, shown.called, shown.privacy])
      assert.doesNotMatch(text ?? "", /\p{Cc}/u);
    if (shown.from !== null && !decision.privacy && shown.from.display !== null)
      assert.equal(shown.from.display, label);
    if (shown.assertedIdentity !== null) {
      const [, display] = NAME_ADDR.exec(shown.assertedIdentity) ?? assert.fail(shown.assertedIdentity);
      if (display !== undefined) {
        assert.equal(withoutEscapes(display), label);
        tried.labels += 1;
      }
    }
    if (shown.diversion !== null) {
      assert.match(shown.diversion, DIVERSION);
      tried.diversion += 1;
    }
    if (shown.historyInfo !== null) {
      assert.match(shown.historyInfo, HISTORY_INFO);
      tried.historyInfo += 1;
    }
    return true;
  });
  for (const times of Object.values(tried)) spokeOften(times, 1_000);
});

test("a withheld call tells the callee nothing, and the carrier a number: From is anonymous or the account's", () => {
  const withheld = inEveryAnswer(({ decision, trunk, shown }, world) => {
    if (trunk === undefined || shown === undefined || decision.callerId === null) return false;
    if (!decision.privacy) {
      assert.equal(shown.privacy, null);
      return false;
    }
    assert.equal(shown.privacy, "id");
    assert.equal(shown.from === null, trunk.identity === "asserted");
    if (shown.from !== null)
      assert.deepEqual(Object.values(shown.from), ["anonymous", "anonymous.invalid", "Anonymous"]);
    assert.match(shown.assertedIdentity ?? "", /^<sip:/);
    const label = numberOf(decision.callerId, world)?.label ?? "";
    if (label.length > 2) assert.ok(!JSON.stringify(shown).includes(JSON.stringify(label).slice(1, -1)));
    for (const header of [shown.diversion, shown.historyInfo])
      if (header !== null) assert.match(header, /;privacy=full$|\?Privacy=history>/);
    return true;
  });
  spokeOften(withheld, 5_000);
});
