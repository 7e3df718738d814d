import { Text } from "@mantine/core";
import { ConflictNote } from "../../form/conflict-note.tsx";
import { writePhone } from "../../ui/phone-number.tsx";
import { useFocusAfter } from "../../ui/use-focus-after.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { CONFLICT, useFocusTarget } from "../spotlight.tsx";
import { useNames } from "../use-names.ts";
import { subjectOf } from "./change-text.ts";

/** Says that somebody else saved the settings in between; theirs can be taken for each overlap. */
export function SettingsConflict() {
  const say = useWords();
  const names = useNames();
  const { conflict, changes, takeTheirs, dismissConflict } = useDraft();
  const note = useFocusTarget<HTMLDivElement>(CONFLICT);
  const focusAfter = useFocusAfter();
  if (!conflict) return null;
  // My changes may have been edited or undone since.
  const now = new Map(changes.map((change) => [change.target, change.to]));
  const number = (e164: string | null) => (e164 === null ? say("conflict.nothing") : writePhone(e164));
  const open = conflict.overlaps.flatMap((overlap) => {
    const { target, base, theirs } = overlap;
    const mine = now.get(target);
    if (mine === undefined) return [];
    const subject = subjectOf(overlap, names, say);
    return [{ name: target, subject, base: number(base), mine: number(mine), theirs: number(theirs) }];
  });
  return (
    <ConflictNote
      ref={note}
      about="settings"
      conflict={conflict}
      open={open}
      onTakeTheirs={(target) => {
        takeTheirs(target);
        focusAfter(() => note.current);
      }}
      onDismiss={() => {
        dismissConflict();
        focusAfter(() => document.getElementById("main"));
      }}
    >
      {conflict.theirs !== null && <Text>{say("conflict.theirs", { count: conflict.theirs })}</Text>}
    </ConflictNote>
  );
}
