/** Laws are held against many random companies, the same ones in each run. */
import assert from "node:assert/strict";
import { numberPool, randomWorld, type RandomWorld } from "./random-company.ts";
import { randomOf, seedOfRun, shareOf, type Random } from "./random.ts";

const WORLDS = shareOf(3_000);

const { seed, only } = seedOfRun();
const pool = numberPool(seed);

/** Answers how often the law, which throws where it does not hold, had something to say. */
export const inEveryWorld = (law: (world: RandomWorld, random: Random) => number): number => {
  let spoke = 0;
  for (let index = 0; index < WORLDS; index += 1) {
    if (only !== undefined && index !== only) continue;
    const random = randomOf(seed, index);
    const world = randomWorld(pool, random);
    try {
      spoke += law(world, random);
    } catch (error) {
      throw new Error(`CALLAS_TEST_SEED=${seed}:${index}\n${JSON.stringify(world)}`, { cause: error });
    }
  }
  return spoke;
};

/** @param least in a full run */
export const spokeOften = (times: number, least: number): void =>
  assert.ok(only !== undefined || times >= shareOf(least), `had something to say only ${times} times`);
