/** Laws of understanding that hold for every company, whatever it says of its dialling: docs/rules.md. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { z } from "zod";
import { DEVICES } from "../../src/number/device.ts";
import { homeOf } from "../../src/number/home.ts";
import { understand } from "../../src/number/understand.ts";
import type { Device } from "../../src/policy/company.ts";
import { countries, phoneUtil } from "../reference/google.ts";
import { callingCodeOf, internationalPrefixOf, trunkPrefixOf } from "../reference/plan.ts";
import { codesIn, MORE_EMERGENCY_NUMBERS, neighboursOf } from "../reference/tables.ts";
import { distinctNumbers, numberSources, type GeneratedNumber } from "./number-generator.ts";
import { randomDialled } from "./random-dialled.ts";
import { PECULIAR_COUNTRIES, randomDialling, type Dialling } from "./random-dialling.ts";
import { randomOf, seedOfRun, shareOf, type Random } from "./random.ts";
import { runShards } from "./shards.ts";

const HOMES = shareOf(5_000);
const TEXTS = 20;
const WITHOUT_OUTSIDE_LINE: readonly Device[] = ["mobile_app", "corporate_sim", "crm"];

const { seed, only } = seedOfRun();
const pool = [...distinctNumbers(numberSources(), 20_000, randomOf(seed))];
const numbersOf = Map.groupBy(pool, ({ home }) => home);

/** A company, without extensions, and numbers that are worth dialling there. */
type AnyHome = Readonly<{ dialling: Dialling & { country: string }; numbers: readonly GeneratedNumber[] }>;

/** Answers how often the law, which throws where it does not hold, had something to say. */
const atEveryHome = (law: (home: AnyHome, random: Random) => number): number => {
  let spoke = 0;
  for (let index = 0; index < HOMES; index += 1) {
    if (only !== undefined && index !== only) continue;
    const random = randomOf(seed, index);
    const country = random.chance(0.4) ? random.pick(PECULIAR_COUNTRIES) : random.pick(countries);
    const near = numbersOf.get(country) ?? [];
    const dialling = { country, ...randomDialling(country, near, random) };
    const numbers = [...near, ...Array.from({ length: 20 }, () => random.pick(pool))];
    try {
      spoke += law({ dialling, numbers }, random);
    } catch (error) {
      throw new Error(`CALLAS_TEST_SEED=${seed}:${index} ${JSON.stringify(dialling)}`, { cause: error });
    }
  }
  return spoke;
};

const spokeOften = (times: number, least: number): void =>
  assert.ok(only !== undefined || times >= shareOf(least), `had something to say only ${times} times`);

const digits = (count: number, random: Random): string => Array.from({ length: count }, () => random.int(10)).join("");

/** Digits as somebody may press them, mostly those of a number. */
const anyDigits = ({ dialling, numbers }: AnyHome, random: Random): string => {
  const { number, e164 } = random.pick(numbers);
  const national = phoneUtil.getNationalSignificantNumber(number);
  return random.pick([
    () => e164.slice(1),
    () => national,
    () => national.slice(-4 - random.int(6)),
    () => `${callingCodeOf(dialling.country)}${national}`,
    () => digits(2 + random.int(13), random),
    () => dialling.areaCode + digits(5 + random.int(3), random),
  ])();
};

const TWO_OR_THREE_DIGITS = [2, 3].flatMap((length) =>
  Array.from({ length: 10 ** length }, (_, value) => String(value).padStart(length, "0")),
);

const emergencyNumbersIn = (country: string): string[] => {
  const home = homeOf({ country });
  return [...TWO_OR_THREE_DIGITS, ...(MORE_EMERGENCY_NUMBERS[country] ?? [])].filter(
    (each) => understand(each, home, null).destination.kind === "emergency",
  );
};

test("a text that is an emergency call without the settings is one with any settings", () => {
  const known = new Map<string, readonly string[]>();
  const said = atEveryHome(({ dialling }, random) => {
    const { country } = dialling;
    const numbers = known.get(country) ?? emergencyNumbersIn(country);
    known.set(country, numbers);
    const codes = Object.keys(codesIn(country));
    const plain = homeOf({ country });
    let calls = 0;
    for (let times = 0; times < TEXTS; times += 1) {
      const prefix = random.pick(["", "", "0", "+", `+${callingCodeOf(country)}`, "00", "1", ...codes, `${codes[0]}0`]);
      const text = prefix + random.pick(numbers);
      const device = random.pick([...DEVICES, null]);
      if (understand(text, plain, device).destination.kind !== "emergency") continue;
      // An outside line may also be what the text begins with.
      const outsideLine = random.pick([dialling.outsideLine ?? "9", prefix, text.slice(0, 1), text.slice(0, 2)]);
      for (const settings of [dialling, /^\d{1,3}$/.test(outsideLine) ? { ...dialling, outsideLine } : dialling]) {
        const { destination } = understand(text, homeOf(settings), device);
        assert.equal(destination.kind, "emergency", `${text} from ${device}, ${JSON.stringify(settings)}`);
        calls += 1;
      }
    }
    return calls;
  });
  spokeOften(said, 50_000);
});

test("an area code is never put before a 0, a trunk prefix or an international prefix", () => {
  const said = atEveryHome((home, random) => {
    const { outsideLine: _, areaCode: __, ...dialling } = home.dialling;
    const { country } = dialling;
    const without = homeOf(dialling);
    const marks = ["0", "00", trunkPrefixOf(country), internationalPrefixOf("0".padEnd(9, "1"), country) ?? "0"];
    let calls = 0;
    for (let times = 0; times < TEXTS; times += 1) {
      const text = random.pick(marks) + anyDigits(home, random).slice(0, 8);
      const trunkPrefix = trunkPrefixOf(country);
      const prefix = internationalPrefixOf(text, country);
      const international = prefix !== null && !text.startsWith("0", prefix.length);
      const national = trunkPrefix !== "" && text.startsWith(trunkPrefix);
      if (!text.startsWith("0") && !national && !international) continue;
      const withAreaCode = homeOf({
        ...dialling,
        areaCode: home.dialling.areaCode ?? digits(1 + random.int(4), random),
      });
      const device = random.pick(DEVICES);
      assert.deepEqual(understand(text, withAreaCode, device), understand(text, without, device), `${text} ${device}`);
      calls += 1;
    }
    return calls;
  });
  spokeOften(said, 50_000);
});

test("no reading without a mark leaves the home country's calling code, but on a device of bare", () => {
  const said = atEveryHome((home, random) => {
    const { outsideLine: _, ...dialling } = home.dialling;
    const { country, bare = ["crm"] } = dialling;
    // San Marino dials Italy as if it lay there.
    if (country === "SM") return 0;
    const trunkPrefix = trunkPrefixOf(country);
    let calls = 0;
    for (let times = 0; times < TEXTS; times += 1) {
      const text = anyDigits(home, random);
      const marked = text.startsWith("00") || (trunkPrefix !== "" && text.startsWith(trunkPrefix));
      if (marked || internationalPrefixOf(text, country) !== null) continue;
      if (neighboursOf(country).some(({ begins }) => text.startsWith(begins))) continue;
      for (const device of DEVICES.filter((each) => !bare.includes(each))) {
        const { destination, privacy } = understand(text, homeOf(dialling), device);
        if (destination.e164 === null || privacy !== null) continue;
        assert.ok(destination.e164.startsWith(`+${callingCodeOf(country)}`), `${text} ${device}: ${destination.e164}`);
        calls += 1;
      }
    }
    return calls;
  });
  spokeOften(said, 50_000);
});

test("the outside line never changes what a mobile app, a CRM or a SIM dials", () => {
  const said = atEveryHome(({ dialling, numbers }, random) => {
    const { outsideLine = "9", ...without } = dialling;
    for (let times = 0; times < TEXTS; times += 1) {
      const device = random.pick(WITHOUT_OUTSIDE_LINE);
      const text = randomDialled({ ...without, outsideLine, extensions: [] }, numbers, random);
      const expected = understand(text, homeOf(without), device);
      assert.deepEqual(understand(text, homeOf({ ...without, outsideLine }), device), expected, `${text} ${device}`);
    }
    return TEXTS;
  });
  spokeOften(said, 50_000);
});

const Misread = z.strictObject({
  about: z.string(),
  misread: z.array(
    z.strictObject({ numbers: z.string(), form: z.string(), readings: z.int().positive(), why: z.string() }),
  ),
});

test("at least 99.9 % of valid numbers are read right in every form that people dial, from every device, and behind an outside line; the others are listed", async (t) => {
  const run = seedOfRun();
  const { notes, differences } = await runShards(new URL("valid-numbers.worker.ts", import.meta.url), 2, run);
  const known = Misread.parse(
    JSON.parse(readFileSync(new URL("../fixtures/misread-numbers.json", import.meta.url), "utf8")),
  ).misread;
  const listed = new Map(known.map(({ numbers, form, readings }) => [`${numbers} ${form}`, readings]));
  const found = new Map(
    Object.entries(notes)
      .filter(([note]) => note.endsWith(", misread"))
      .map(([note, count]) => [note.slice(0, -", misread".length), count]),
  );
  const all = Object.values(notes).reduce((total, count) => total + count, 0);
  const misread = [...found.values()].reduce((total, count) => total + count, 0);
  t.diagnostic(`${misread} of ${all} readings are not right`);
  assert.ok(misread <= all / 1_000, differences.join("\n"));
  // The list is that of this seed; a share of the numbers can only have a share of it.
  if (run.seed !== 1) return;
  const more = [...found].filter(([which, count]) => count > (listed.get(which) ?? 0));
  assert.deepEqual(more, [], `the first that are misread:\n${differences.join("\n")}`);
  if (shareOf(1_000) === 1_000) assert.deepEqual(found, listed);
});
