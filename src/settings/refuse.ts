import type { Problems } from "../policy/problem-list.ts";
import { Refusal, type RefusalCode } from "../policy/refusal.ts";

/** @throws Refusal with the problems, if there are any */
export function refuseProblems(code: RefusalCode, { problems, more }: Problems): void {
  const [first] = problems;
  if (!first) return;
  const refusal = first.code === "too_many_entries" ? first.code : code;
  throw new Refusal(refusal, first.message, { problems, more });
}
