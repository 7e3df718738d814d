import { Button } from "@mantine/core";
import { useMemo } from "react";
import { Note } from "../ui/note.tsx";
import { useFocusAfter } from "../ui/use-focus-after.ts";
import { useMomentText, useWords } from "../words/use-words.ts";
import { useDraft } from "./draft-context.ts";
import { groupChanges } from "./logic/change-groups.ts";
import { changesBetween } from "./logic/changes.ts";

/** Offers what a closed tab has left unsaved, as long as nothing is changed here: one tab at a time. */
export function LeftNote() {
  const say = useWords();
  const momentText = useMomentText();
  const { mayEdit, left, changes, continueLeft, forgetLeft } = useDraft();
  const focusAfter = useFocusAfter();
  const newest = left[0];
  const count = useMemo(
    () => (newest ? groupChanges(changesBetween(newest.base, newest.present)).length : 0),
    [newest],
  );
  if (!mayEdit || !newest || changes.length > 0) return null;
  const section = () => document.getElementById("section");
  return (
    <Note
      tone="hint"
      role="alert"
      title={say("left.title")}
      action={
        <>
          <Button
            variant="default"
            onClick={() => {
              continueLeft(newest);
              focusAfter(section);
            }}
          >
            {say("left.continue")}
          </Button>
          <Button
            variant="subtle"
            onClick={() => {
              forgetLeft(newest);
              focusAfter(section);
            }}
          >
            {say("left.forget")}
          </Button>
        </>
      }
    >
      {say("left.text", { count, when: momentText(new Date(newest.at).toISOString()) })}
    </Note>
  );
}
