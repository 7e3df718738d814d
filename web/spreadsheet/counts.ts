/** How much a file changes. */
import type { Say } from "../words/say.ts";
import type { Change } from "./import.ts";

export type Counts = Readonly<Record<Change["kind"], number>>;

export function countsOf(changes: readonly Change[]): Counts {
  const counts = { added: 0, changed: 0, removed: 0, department_added: 0 };
  for (const { kind } of changes) counts[kind]++;
  return counts;
}

/**
 * How many of each: "Added: 5, changed: 2, removed: 0". Departments added with employees are mentioned if there are
 * any.
 */
export function countsText(key: "sheet.counts" | "sheet.done", counts: Counts, say: Say): string {
  const { added, changed, removed, department_added: departments } = counts;
  const text = say(key, { added, changed, removed });
  return departments === 0 ? text : say(`${key}Departments`, { counts: text, count: departments });
}
