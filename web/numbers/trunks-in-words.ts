/** The trunks that a number is marked for, in words. */
import type { Say } from "../words/use-words.ts";

/** Trunks that are named; the rest is counted. */
const NAMED = 3;

/** "Carrier A, Carrier B, 2 more". */
export function trunksInWords(trunks: readonly string[], nameOf: (id: string) => string, say: Say): string {
  const names = trunks.slice(0, NAMED).map(nameOf);
  const left = trunks.length - names.length;
  const all = left === 0 ? names : [...names, say("common.more", { count: left })];
  return all.join(", ");
}
