import type { Problem } from "../policy/problem.ts";
import { Refusal, type RefusalCode } from "../policy/refusal.ts";

/** What checks of documents answer. */
export type Found = Readonly<{ problems: readonly Problem[]; more: number }>;

/** @throws Refusal with the problems, where there are any */
export function refuseProblems(code: RefusalCode, { problems, more }: Found): void {
  const [first] = problems;
  if (!first) return;
  const refusal = first.code === "too_many_entries" ? first.code : code;
  throw new Refusal(refusal, first.message, { problems, more });
}
