import type { ComboboxItem } from "@mantine/core";
import type { Say } from "../words/use-words.ts";

/** Results that a list shows at once. */
const SHOWN = 60;

/** The first results of a search, followed by a note if there are more. */
export const shownOptions = (options: readonly ComboboxItem[], say: Say): ComboboxItem[] =>
  shownOf(options, (option) => option, say);

/** The same, where the options have yet to be made: only those that are shown are. */
export function shownOf<T>(things: readonly T[], optionOf: (thing: T) => ComboboxItem, say: Say): ComboboxItem[] {
  const shown = things.slice(0, SHOWN).map(optionOf);
  const left = things.length - shown.length;
  return left === 0 ? shown : [...shown, { value: "…", label: say("frame.moreHits", { count: left }), disabled: true }];
}
