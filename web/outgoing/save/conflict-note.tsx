import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useFocusAfter } from "../../ui/use-focus-after.ts";
import { writePhone } from "../../ui/phone-number.tsx";
import { useMomentText, useWho, useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { CONFLICT, useFocusTarget } from "../spotlight.tsx";
import { useNames } from "../use-names.ts";
import classes from "../outgoing.module.css";
import { subjectOf } from "./change-text.ts";

/** Somebody else saved in between: who and when, and what both changed. */
export function ConflictNote() {
  const say = useWords();
  const momentText = useMomentText();
  const whoText = useWho();
  const names = useNames();
  const { conflict, changes, takeTheirs, dismissConflict } = useDraft();
  const note = useFocusTarget<HTMLDivElement>(CONFLICT);
  const focusAfter = useFocusAfter();
  if (!conflict) return null;
  const { savedAt, savedBy, overlaps, theirs } = conflict;
  // What is mine may have been edited since, or undone.
  const now = new Map(changes.map((change) => [change.target, change.to]));
  const open = overlaps.flatMap((overlap) => {
    const mine = now.get(overlap.target);
    return mine === undefined ? [] : [{ overlap, mine }];
  });
  const when = savedAt === null ? "" : momentText(savedAt);
  const number = (e164: string | null) => (e164 === null ? say("saving.nobody") : writePhone(e164));
  return (
    <Alert
      ref={note}
      tabIndex={-1}
      color="gray"
      variant="outline"
      role="alert"
      className={classes.note}
      title={say("saving.conflict", { who: whoText(savedBy ?? ""), when })}
    >
      <Stack align="flex-start" gap="sm">
        <Text>{say(overlaps.length > 0 ? "saving.conflictText" : "saving.conflictApart")}</Text>
        {theirs !== null && <Text>{say("saving.theirs", { count: theirs })}</Text>}
        {open.length > 0 && (
          <ul className={classes.changes}>
            {open.map(({ overlap, mine }) => {
              const subject = subjectOf(overlap, names, say);
              const { base, theirs } = overlap;
              const values = { subject, base: number(base), mine: number(mine), theirs: number(theirs) };
              return (
                <li key={overlap.target}>
                  <span>{say("saving.overlap", values)}</span>
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={say("saving.takeTheirsOf", { subject })}
                    onClick={() => {
                      takeTheirs(overlap.target);
                      focusAfter(() => note.current);
                    }}
                  >
                    {say("saving.takeTheirs")}
                  </Button>
                </li>
              );
            })}
          </ul>
        )}
        <Group>
          <Button
            size="sm"
            variant="default"
            onClick={() => {
              dismissConflict();
              focusAfter(() => document.getElementById("main"));
            }}
          >
            {say("saving.understood")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
