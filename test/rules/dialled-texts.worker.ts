/** One part of the random texts: what was dialled and what an admin types as a prefix, against the reference. */
import { isDeepStrictEqual } from "node:util";
import { readPrefix } from "../../src/number/prefix.ts";
import { homeOf, understand } from "../../src/number/understand.ts";
import { countries, phoneUtil } from "../reference/google.ts";
import { distinctNumbers, numberSources, type GeneratedNumber } from "./number-generator.ts";
import { randomDialled, randomTypedPrefix } from "./random-dialled.ts";
import { randomOf, shareOf, type Random } from "./random.ts";
import { readPrefixSlowly } from "../reference/prefix.ts";
import { understandSlowly } from "../reference/understand.ts";
import { playShard } from "./shards.ts";

const HOMES = shareOf(8_000);
const PER_HOME = 50;
/** Of four homes one types prefixes; shards take turns too, and each has some of both. */
const typesPrefixes = (index: number, shards: number) => Math.floor(index / shards) % 4 === 3;

/** The first digits of a number there, or any digits. */
const areaCodeNear = (near: readonly GeneratedNumber[], random: Random): string => {
  const anyDigits = String(1 + random.int(9999));
  if (near.length === 0 || random.chance(0.3)) return anyDigits;
  const national = phoneUtil.getNationalSignificantNumber(random.pick(near).number);
  return /^[1-9]/.test(national) ? national.slice(0, 1 + random.int(4)) : anyDigits;
};

playShard(({ shard, shards, seed, only }, { differ, note }) => {
  const pool = [...distinctNumbers(numberSources(), 20_000, randomOf(seed))];
  let compared = 0;
  for (let index = shard; index < HOMES; index += shards) {
    if (only !== undefined && index !== only) continue;
    const random = randomOf(seed, index);
    const country = countries[index % countries.length] ?? "RU";
    const near = pool.filter(({ home }) => home === country);
    const numbers = [...near, ...Array.from({ length: 20 }, () => random.pick(pool))];
    const replay = `CALLAS_TEST_SEED=${seed}:${index}`;

    if (typesPrefixes(index, shards)) {
      for (let times = 0; times < PER_HOME; times += 1, compared += 1) {
        const text = randomTypedPrefix(country, numbers, random);
        const answered = readPrefix(text, country);
        const expected = readPrefixSlowly(text, country);
        note("prefix" in expected ? "prefixes read" : "prefixes refused");
        if (!isDeepStrictEqual(answered, expected)) differ(() => ({ replay, text, country, answered, expected }));
      }
      continue;
    }

    const areaCode = random.chance(0.5) ? areaCodeNear(near, random) : undefined;
    const extensions = random.chance(0.5) ? ["201", "101", "55555", "0", "00", "100", "4951234"] : [];
    const options = { country, ...(areaCode === undefined ? {} : { areaCode }), extensions: new Set(extensions) };
    const home = homeOf(options);
    for (let times = 0; times < PER_HOME; times += 1, compared += 1) {
      const text = randomDialled({ country, areaCode, extensions }, numbers, random);
      const answered = understand(text, home);
      const expected = understandSlowly(text, options);
      note(expected.destination.kind);
      if (!isDeepStrictEqual(answered, expected)) {
        differ(() => ({ replay, text, country, areaCode, extensions, answered, expected }));
      }
    }
  }
  return compared;
});
