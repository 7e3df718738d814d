import { useCallback } from "react";
import { writePhone } from "../../ui/phone-number.tsx";
import { useWords } from "../../words/use-words.ts";
import type { Change } from "../logic/changes.ts";
import { conditionWithin, type Names } from "../../directory/names.ts";
import { useNames } from "../use-names.ts";
import type { Say } from "../../words/use-words.ts";
import type { Overlap } from "../logic/rebase.ts";

/** What a change is about: "Ivan Petrov, any device", "Germany", "Main number". */
export function subjectOf(change: Change | Overlap, names: Names, say: Say): string {
  if (change.block === "main") return say("outgoing.main");
  if (change.block === "priority") return say("outgoing.priority");
  const { entry } = change;
  return "device" in entry ? `${names.entry(entry)}, ${conditionWithin(entry.device, say)}` : names.entry(entry);
}

/** A change in one line, in the reader's language. */
export function useChangeText(): (change: Change) => string {
  const say = useWords();
  const names = useNames();
  return useCallback(
    (change) => {
      const value = (of: string | null) =>
        of === null ? "" : change.block === "priority" ? say(`outgoing.first.${of as "regional"}`) : writePhone(of);
      const values = { subject: subjectOf(change, names, say), from: value(change.from), to: value(change.to) };
      return say(`saving.change.${change.kind}`, values);
    },
    [names, say],
  );
}
