/** The rules in the order in which a call tries them, by the company's priority. */
import type { Priority } from "./document.ts";

export type BlockId = "main" | "personal" | "regional";

type Step = Readonly<{ rule: "prefix" | "country" | "employee" | "department" | "main"; block: BlockId }>;

const REGIONAL: readonly Step[] = [
  { rule: "prefix", block: "regional" },
  { rule: "country", block: "regional" },
];
const PERSONAL: readonly Step[] = [
  { rule: "employee", block: "personal" },
  { rule: "department", block: "personal" },
];
const MAIN: Step = { rule: "main", block: "main" };

export const orderOf = (priority: Priority): readonly Step[] =>
  priority === "regional" ? [...REGIONAL, ...PERSONAL, MAIN] : [...PERSONAL, ...REGIONAL, MAIN];

/** The places of a block's rules in the order, from 1: "1–2". */
export function placesOf(block: BlockId, priority: Priority): string {
  const places = orderOf(priority).flatMap((step, at) => (step.block === block ? [at + 1] : []));
  const [first, last] = [places[0], places.at(-1)];
  return first === last ? String(first) : `${first}–${last}`;
}
