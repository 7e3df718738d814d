import type { Problem, Warning } from "../../src/policy/problem.ts";
import type { Say } from "../words/use-words.ts";

/** An error or a warning in the reader's language. */
export const problemText = (say: Say, code: Problem["code"] | Warning["code"]) => say(`problem.${code}`);
