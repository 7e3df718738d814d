import type { ComboboxItem } from "@mantine/core";
import type { Say } from "../words/use-words.ts";

/** Results that a list shows at once. */
const SHOWN = 60;

/** The first results of a search, followed by a note if there are more. */
export function shownOptions(options: readonly ComboboxItem[], say: Say): ComboboxItem[] {
  const shown = options.slice(0, SHOWN);
  const left = options.length - shown.length;
  return left === 0 ? shown : [...shown, { value: "…", label: say("frame.moreHits", { count: left }), disabled: true }];
}
