import { useCallback } from "react";
import { targetKey } from "../../../src/policy/entry-target.ts";
import { writePhone } from "../../ui/phone-number.tsx";
import { useWords } from "../../words/use-words.ts";
import type { Entry } from "../logic/document.ts";
import { useSpotlightControls } from "../spotlight.tsx";
import { useNames } from "../use-names.ts";

/** Names that are read out; the rest is counted. */
const NAMED = 3;

/**
 * Shows what a dialog has put into the draft: its row, or that of its first entry.
 * @returns takes whether it is new, and whether it is only read out, because no row is in sight
 */
export function useShowGiven() {
  const say = useWords();
  const names = useNames();
  const { show, announce } = useSpotlightControls();
  return useCallback(
    (given: readonly Entry[], isNew: boolean, isUnseen = false): void => {
      const [first] = given;
      if (!first) return;
      const named = given.slice(0, NAMED).map(names.entry).join(", ");
      const more = given.length > NAMED ? ` ${say("common.more", { count: given.length - NAMED })}` : "";
      const values = { number: writePhone(first.number), who: named + more };
      const text = say(isNew ? "outgoing.announce.added" : "outgoing.announce.changed", values);
      if (isUnseen) announce(text);
      else show(targetKey(first), text);
    },
    [say, names, show, announce],
  );
}
