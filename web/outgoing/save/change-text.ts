import { useCallback } from "react";
import type { DeviceCondition } from "../../../src/policy/outgoing-numbers.ts";
import { writePhone } from "../../ui/phone-number.tsx";
import { useWords } from "../../words/use-words.ts";
import type { ChangeGroup } from "../logic/change-groups.ts";
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

/** People and places that are named; the rest is counted. */
const NAMED = 3;

/** What was done to a row, in one line. */
export function useGroupText(): (group: ChangeGroup) => string {
  const say = useWords();
  const names = useNames();
  const changeText = useChangeText();
  return useCallback(
    ({ changes, fromDevice }) => {
      const [first] = changes;
      if (!first || !("entry" in first) || (changes.length === 1 && fromDevice === null))
        return first ? changeText(first) : "";
      const named = changes.slice(0, NAMED).map((change) => ("entry" in change ? names.entry(change.entry) : ""));
      const more = changes.length > NAMED ? ` ${say("common.more", { count: changes.length - NAMED })}` : "";
      const who = named.join(", ") + more;
      const within = (text: string, device: DeviceCondition | null) =>
        device === null ? text : `${text}, ${conditionWithin(device, say)}`;
      const from = first.from === null ? "" : writePhone(first.from);
      const to = first.to === null ? "" : writePhone(first.to);
      const device = "device" in first.entry ? first.entry.device : null;
      if (fromDevice !== null)
        return say("saving.change.changed", { subject: who, from: within(from, fromDevice), to: within(to, device) });
      return say(`saving.change.${first.kind}`, { subject: within(who, device), from, to });
    },
    [say, names, changeText],
  );
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
