/** One part of the random companies: each call decided by Callas and by the reference. */
import { isDeepStrictEqual } from "node:util";
import { compile } from "../../src/decide/compile.ts";
import { answerOverTrunks } from "./answer.ts";
import { numberPool, randomCall, randomWorld } from "./random-company.ts";
import { randomTrunks } from "./random-trunks.ts";
import { randomOf, shareOf } from "./random.ts";
import { decideOverTrunksSlowly, type SlowAnswer } from "../reference/over-trunks.ts";
import { understandSlowly, type Understood } from "../reference/understand.ts";
import { playShard } from "./shards.ts";
import { smallest, type Failing } from "./smallest.ts";

const COMPANIES = shareOf(20_000);
const CALLS_EACH = 50;

const byCallas = ({ world, call, trunks, unknownLine }: Failing) =>
  answerOverTrunks(compile(world.company, world.directory, world.outgoing), call, trunks, unknownLine);

const byReference = ({ world, call, trunks, unknownLine }: Failing) =>
  decideOverTrunksSlowly(world, call, trunks, { unknownLine });

const differs = (failing: Failing): boolean => !isDeepStrictEqual(byCallas(failing), byReference(failing));

/** What an answer shows to have been tried. */
function* waysOf({ decision, main, presentations = [] }: SlowAnswer): Generator<string> {
  yield `decided by ${decision.decidedBy.rule}`;
  yield decision.privacy ? "withheld" : "shown";
  yield `attestation ${decision.attestation ?? "none"}`;
  yield main === null ? "no main" : "main";
  for (const { rule, reason } of decision.passedOver) yield `passed over ${rule}: ${reason}`;
  yield `${presentations.length} presentations`;
  for (const { callerId, from, assertedIdentity, diversion, historyInfo, privacy } of presentations) {
    if (from === null) yield "no From";
    else if (from.display !== null) yield privacy === null ? "From with a label" : "From anonymous";
    if (assertedIdentity !== null) {
      yield callerId === null ? "asserted fallback identity" : "asserted identity";
      if (assertedIdentity.startsWith('"')) yield "asserted identity with a label";
    } else if (from !== null) yield "From alone";
    if (diversion !== null) yield diversion.endsWith(";privacy=full") ? "Diversion withheld" : "Diversion";
    if (historyInfo !== null) yield historyInfo.includes("?Privacy=history") ? "History-Info withheld" : "History-Info";
  }
}

playShard(({ shard, shards, seed, only }, { differ, note }) => {
  const pool = numberPool(seed);
  let compared = 0;
  for (let index = shard; index < COMPANIES; index += shards) {
    if (only !== undefined && index !== only) continue;
    const random = randomOf(seed, index);
    const world = randomWorld(pool, random);
    const compiled = compile(world.company, world.directory, world.outgoing);

    // One home in a company, so the device and the text alone tell what was remembered.
    const remembered = new Map<string, Understood>();
    const understand: typeof understandSlowly = (dialled, home, device) => {
      const key = `${device} ${dialled}`;
      const understood = remembered.get(key) ?? understandSlowly(dialled, home, device);
      remembered.set(key, understood);
      return understood;
    };

    for (let times = 0; times < CALLS_EACH; times += 1, compared += 1) {
      const call = randomCall(world, random);
      const trunks = randomTrunks(world.trunks, random);
      const unknownLine = random.pick(["refuse", "main"] as const);
      const answered = answerOverTrunks(compiled, call, trunks, unknownLine);
      const expected = decideOverTrunksSlowly(world, call, trunks, { unknownLine, understand });
      if ("unknown" in expected) note(`unknown ${expected.unknown}`);
      else for (const way of waysOf(expected)) note(way);
      if (isDeepStrictEqual(answered, expected)) continue;
      differ(() => {
        const { company, directory, outgoing } = world;
        const failing = { world: { company, directory, outgoing }, call, trunks, unknownLine };
        const small = differs(failing) ? smallest(failing, differs) : failing;
        return {
          replay: `CALLAS_TEST_SEED=${seed}:${index}`,
          ...small,
          answered: byCallas(small),
          expected: byReference(small),
        };
      });
    }
  }
  return compared;
});
