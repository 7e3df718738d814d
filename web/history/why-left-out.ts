import { isWordKey } from "../words/load.ts";
import type { Say } from "../words/use-words.ts";

/** Why a part stays as it is, for use within a sentence. */
export function whyLeftOut(code: string, say: Say): string {
  for (const key of [`history.leftOut.${code}`, `problem.${code}`]) if (isWordKey(key)) return say(key);
  return say("field.other");
}
