/** The answer of a check by target: JSON Pointers into the document that was sent become targets. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { OutgoingNumbers } from "../../../src/policy/outgoing-numbers.ts";
import type { Problem, Warning } from "../../../src/policy/problem.ts";
import type { Entry, Target } from "./document.ts";

type TargetError = Readonly<{ code: Problem["code"] }>;

type TargetWarning = Readonly<{
  code: Warning["code"];
  /** The entries that cause it. */
  others: readonly Entry[];
}>;

type TargetProblems = Readonly<{ errors: readonly TargetError[]; warnings: readonly TargetWarning[] }>;

/** Under null: problems without a target, such as warnings about the directory. */
export type ProblemsByTarget = ReadonlyMap<Target | null, TargetProblems>;

export type SentWarning = Omit<Warning, "document">;

/** @param document as it was sent: the present one may have changed while the answer was on its way */
export function problemsByTarget(
  document: OutgoingNumbers,
  errors: readonly Problem[],
  warnings: readonly SentWarning[],
): ProblemsByTarget {
  const found = new Map<Target | null, { errors: TargetError[]; warnings: TargetWarning[] }>();
  const at = (target: Target | null) => {
    const problems = found.get(target) ?? { errors: [], warnings: [] };
    found.set(target, problems);
    return problems;
  };
  for (const { path, code } of errors) at(targetAt(document, path)).errors.push({ code });
  for (const { path, code, others = [] } of warnings)
    at(targetAt(document, path)).warnings.push({
      code,
      others: others.map((other) => entryAt(document, other)).filter((entry) => entry !== undefined),
    });
  return found;
}

/** The target that a JSON Pointer leads to; null if there is none. */
function targetAt(document: OutgoingNumbers, pointer: string): Target | null {
  const [, block] = pointer.split("/");
  if (block === "main" || block === "priority") return block;
  const entry = entryAt(document, pointer);
  return entry ? targetKey(entry) : null;
}

function entryAt(document: OutgoingNumbers, pointer: string): Entry | undefined {
  const [, block, index] = pointer.split("/");
  return block === "personal" || block === "regional" ? document[block][Number(index)] : undefined;
}
