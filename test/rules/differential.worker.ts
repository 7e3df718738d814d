/** One part of the random companies: each call decided by Callas and by the reference. */
import { isDeepStrictEqual } from "node:util";
import { compile } from "../../src/decide/compile.ts";
import { answerOf } from "./answer.ts";
import { numberPool, randomCall, randomWorld } from "./random-company.ts";
import { randomOf, shareOf } from "./random.ts";
import { decideSlowly } from "../reference/decide.ts";
import { understandSlowly, type Understood } from "../reference/understand.ts";
import { playShard } from "./shards.ts";
import { smallest, type Failing } from "./smallest.ts";

const COMPANIES = shareOf(20_000);
const CALLS_EACH = 50;

const byCallas = ({ world, call }: Failing) => answerOf(compile(world.company, world.directory, world.outgoing), call);

const differs = (failing: Failing): boolean =>
  !isDeepStrictEqual(byCallas(failing), decideSlowly(failing.world, failing.call));

playShard(({ shard, shards, seed, only }, { differ, note }) => {
  const pool = numberPool(seed);
  let compared = 0;
  for (let index = shard; index < COMPANIES; index += shards) {
    if (only !== undefined && index !== only) continue;
    const random = randomOf(seed, index);
    const world = randomWorld(pool, random);
    const compiled = compile(world.company, world.directory, world.outgoing);

    // One home in a company, so the text alone tells what was remembered.
    const remembered = new Map<string, Understood>();
    const understand: typeof understandSlowly = (dialled, home) => {
      const understood = remembered.get(dialled) ?? understandSlowly(dialled, home);
      remembered.set(dialled, understood);
      return understood;
    };

    for (let times = 0; times < CALLS_EACH; times += 1, compared += 1) {
      const call = randomCall(world, random);
      const answered = answerOf(compiled, call);
      const expected = decideSlowly(world, call, understand);
      if ("unknown" in expected) note(`unknown ${expected.unknown}`);
      else {
        note(`decided by ${expected.decidedBy.rule}`);
        for (const { rule, reason } of expected.passedOver) note(`passed over ${rule}: ${reason}`);
      }
      if (isDeepStrictEqual(answered, expected)) continue;
      differ(() => {
        const { company, directory, outgoing } = world;
        const failing = { world: { company, directory, outgoing }, call };
        const small = differs(failing) ? smallest(failing, differs) : failing;
        return {
          replay: `CALLAS_TEST_SEED=${seed}:${index}`,
          ...small,
          answered: byCallas(small),
          expected: decideSlowly(small.world, small.call),
        };
      });
    }
  }
  return compared;
});
