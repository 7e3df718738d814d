/** The steps of a decision, numbered as the blocks of the page are. */
import type { TraceStep } from "../../../src/decide/decision.ts";
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { Decided } from "../../api/check.ts";
import type { Priority, Target } from "../logic/document.ts";
import { orderOf } from "../logic/order.ts";

export type Step = Readonly<{
  step: TraceStep;
  /** Its place in the company's order, from 1; null if it is not part of it. */
  order: number | null;
  /** The entry that it considered. */
  target: Target | null;
}>;

export function stepsOf({ trace = [] }: Decided, priority: Priority): readonly Step[] {
  const order = new Map(orderOf(priority).map(({ rule }, at) => [rule as string, at + 1]));
  return trace.map((step) => ({ step, order: order.get(step.rule) ?? null, target: targetOf(step) }));
}

/** The entries that played a part: the one that decides, and those that were passed over. */
export const targetsOf = ({ trace = [] }: Decided): readonly Target[] =>
  trace.map(targetOf).filter((target) => target !== null);

function targetOf({ rule, number, employee, department, device, country, prefix }: TraceStep): Target | null {
  const it = { number: number ?? "" };
  if (rule === "main") return "main";
  if (prefix !== undefined) return targetKey({ ...it, prefix });
  if (country !== undefined) return targetKey({ ...it, country });
  if (device === undefined) return null;
  if (employee !== undefined) return targetKey({ ...it, employee, device });
  return department === undefined ? null : targetKey({ ...it, department, device });
}
