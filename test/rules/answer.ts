/** What Callas answers, in the words of the reference. */
import type { CompiledCompany } from "../../src/decide/compile.ts";
import { decide } from "../../src/decide/decide.ts";
import type { Call, Decision } from "../../src/decide/decision.ts";
import type { Unknown } from "../reference/decide.ts";

export function answerOf(company: CompiledCompany, call: Call, explain = false): Decision | Unknown {
  const decided = decide(company, call, { explain });
  if (decided.known) return decided.decision;
  return { unknown: decided.code === "line_unknown" ? "line" : "employee" };
}
