import type { Problem, Warning } from "../../src/policy/problem.ts";
import type { Say } from "../words/use-words.ts";

/** What stands against an entry, or is worth knowing about it, in the reader's words. */
export const problemText = (say: Say, code: Problem["code"] | Warning["code"]) => say(`problem.${code}`);
