/** docs/rules.md, "Trunks", read slowly: a call that may take several trunks is decided for each by itself. */
import type { Call, Decision } from "../../src/decide/decision.ts";
import type { Presentation } from "../../src/decide/presentation.ts";
import type { NamedTrunk } from "../../src/policy/trunk.ts";
import { decideSlowly, whyNot, type Unknown, type World, type SlowOptions } from "./decide.ts";
import { presentSlowly } from "./presentation.ts";

export type SlowAnswer = Readonly<{
  /** That for the first trunk. */
  decision: Decision;
  /** What a PBX shows while Callas is away; null where it may not be shown. */
  main: string | null;
  presentations?: readonly Presentation[];
}>;

export const decideOverTrunksSlowly = (
  world: World,
  call: Call,
  trunks: readonly NamedTrunk[],
  options: Omit<SlowOptions, "trunk"> = {},
): SlowAnswer | Unknown => {
  const { directory, outgoing } = world;
  const [first] = trunks;
  const decision = decideSlowly(world, call, { ...options, trunk: first });
  if ("unknown" in decision) return decision;
  const main = outgoing.main !== null && whyNot(outgoing.main, directory, first) === null ? outgoing.main : null;
  if (first === undefined) return { decision, main };
  const presentations = trunks.map((trunk) => {
    const own = decideSlowly(world, call, { ...options, trunk });
    if ("unknown" in own) throw new Error("a caller is known on every trunk or on none");
    return presentSlowly(own, call, trunk, directory);
  });
  return { decision, main, presentations };
};
