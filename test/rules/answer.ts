/** What Callas answers, in the words of the reference. */
import type { CompiledCompany } from "../../src/decide/compile.ts";
import { decide, type UnknownLine } from "../../src/decide/decide.ts";
import type { Call, Decision } from "../../src/decide/decision.ts";
import { decideOverTrunks } from "../../src/decide/over-trunks.ts";
import type { NamedTrunk } from "../../src/policy/trunk.ts";
import type { Unknown } from "../reference/decide.ts";
import type { SlowAnswer } from "../reference/over-trunks.ts";

const unknown = (code: "line_unknown" | "employee_unknown"): Unknown => ({
  unknown: code === "line_unknown" ? "line" : "employee",
});

export function answerOf(company: CompiledCompany, call: Call, explain = false): Decision | Unknown {
  const decided = decide(company, call, { explain });
  return decided.known ? decided.decision : unknown(decided.code);
}

export function answerOverTrunks(
  company: CompiledCompany,
  call: Call,
  trunks: readonly NamedTrunk[],
  unknownLine: UnknownLine = "refuse",
): SlowAnswer | Unknown {
  const decided = decideOverTrunks(company, call, trunks, { unknownLine });
  if (!decided.known) return unknown(decided.code);
  const { decision, main, presentations } = decided;
  return { decision, main, ...(presentations === undefined ? {} : { presentations }) };
}
