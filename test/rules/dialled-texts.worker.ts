/** One part of the random texts: what was dialled and what an admin types as a prefix, against the reference. */
import { isDeepStrictEqual } from "node:util";
import { DEVICES } from "../../src/number/device.ts";
import { homeOf } from "../../src/number/home.ts";
import { readPrefix } from "../../src/number/prefix.ts";
import { understand } from "../../src/number/understand.ts";
import { countries } from "../reference/google.ts";
import { readPrefixSlowly } from "../reference/prefix.ts";
import { understandSlowly } from "../reference/understand.ts";
import { distinctNumbers, numberSources } from "./number-generator.ts";
import { randomDialled, randomTypedPrefix } from "./random-dialled.ts";
import { PECULIAR_COUNTRIES, randomDialling } from "./random-dialling.ts";
import { randomOf, shareOf } from "./random.ts";
import { playShard } from "./shards.ts";

const HOMES = shareOf(20_000);
const TEXTS_PER_HOME = 50;
const PREFIXES_PER_HOME = 5;

const EXTENSIONS = ["201", "101", "55555", "0", "00", "100", "4951234", "0112", "9201", "141999"];

playShard(({ shard, shards, seed, only }, { differ, note }) => {
  const pool = [...distinctNumbers(numberSources(), 20_000, randomOf(seed))];
  const numbersOf = Map.groupBy(pool, ({ home }) => home);
  let compared = 0;
  for (let index = shard; index < HOMES; index += shards) {
    if (only !== undefined && index !== only) continue;
    const random = randomOf(seed, index);
    const country = random.chance(0.5) ? random.pick(PECULIAR_COUNTRIES) : random.pick(countries);
    const near = numbersOf.get(country) ?? [];
    const numbers = [...near, ...Array.from({ length: 20 }, () => random.pick(pool))];
    const replay = `CALLAS_TEST_SEED=${seed}:${index}`;

    const dialling = { country, ...randomDialling(country, near, random) };
    const extensions = random.chance(0.5) ? EXTENSIONS : [];
    const options = { ...dialling, extensions: new Set(extensions) };
    const home = homeOf(options);
    for (let times = 0; times < TEXTS_PER_HOME; times += 1, compared += 1) {
      const device = random.pick([...DEVICES, null]);
      const text = randomDialled({ ...dialling, extensions }, numbers, random);
      const answered = understand(text, home, device);
      const expected = understandSlowly(text, options, device);
      const { kind } = expected.destination;
      note(expected.privacy === null ? kind : `${kind}, ${expected.privacy}`);
      if (!isDeepStrictEqual(answered, expected)) {
        differ(() => ({ replay, text, device, ...dialling, extensions, answered, expected }));
      }
    }

    for (let times = 0; times < PREFIXES_PER_HOME; times += 1) {
      const text = randomTypedPrefix(country, numbers, random);
      const answered = readPrefix(text, country);
      const expected = readPrefixSlowly(text, country);
      note("prefix" in expected ? "prefixes read" : "prefixes refused");
      if (!isDeepStrictEqual(answered, expected)) differ(() => ({ replay, text, country, answered, expected }));
    }
  }
  return compared;
});
