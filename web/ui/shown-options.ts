import type { ComboboxItem } from "@mantine/core";
import type { Say } from "../words/use-words.ts";

/** Hits that a list shows at once. */
const SHOWN = 60;

/** The first hits of a search, and, where there are more, that there are. */
export function shownOptions(options: readonly ComboboxItem[], say: Say): ComboboxItem[] {
  const shown = options.slice(0, SHOWN);
  const left = options.length - shown.length;
  return left === 0 ? shown : [...shown, { value: "…", label: say("frame.moreHits", { count: left }), disabled: true }];
}
