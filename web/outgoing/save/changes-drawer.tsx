import { Button, Stack } from "@mantine/core";
import { Suspense, useRef, useState } from "react";
import { lazily } from "../../page/lazily.ts";
import { EffectNote } from "../../shown/effect-note.tsx";
import { loadSectionWords } from "../../words/load.ts";
import { Sheet } from "../../ui/dialog.tsx";
import { FailureNote } from "../../ui/failure-note.tsx";
import { useFocusAfter } from "../../ui/use-focus-after.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { restoreTargets } from "../logic/edit.ts";
import { useBroken } from "../use-broken.ts";
import list from "../../ui/list.module.css";
import { useGroupText } from "./change-text.ts";

const WouldBreak = lazily(async () => {
  await loadSectionWords();
  return import("../../expected/would-break.tsx");
}, "WouldBreak");

/** Changes that are listed at first, and each time "more" is pressed. */
const SHOWN = 50;
const MORE = 200;

/** The effect of the unsaved changes on what clients see, and the changes, which can be undone one by one or all at once. */
export function ChangesDrawer({ onClose }: Readonly<{ onClose: () => void }>) {
  const say = useWords();
  const { company, directory, saved, groups, edit, check, checkFailure } = useDraft();
  const broken = useBroken();
  const textOf = useGroupText();
  const [limit, setLimit] = useState(SHOWN);
  const focusAfter = useFocusAfter();
  const shown = useRef<HTMLUListElement>(null);
  function undo(targets: readonly string[]): void {
    edit((present) => restoreTargets(saved, present, targets));
    focusAfter(() => shown.current?.querySelector("button"));
  }
  return (
    <Sheet onClose={onClose} position="right" size="lg" title={say("saving.changes", { count: groups.length })}>
      <Stack>
        {broken.length > 0 && (
          <Suspense>
            <WouldBreak company={company} directory={directory} broken={broken} />
          </Suspense>
        )}
        {checkFailure ? (
          <FailureNote error={checkFailure} />
        ) : (
          check && <EffectNote effect={check.effect} directory={directory} />
        )}
        <Button variant="default" onClick={() => undo(groups.flatMap(({ targets }) => targets))}>
          {say("saving.undoAll")}
        </Button>
        <ul className={list.lines} ref={shown} aria-label={say("saving.list")}>
          {groups.slice(0, limit).map((group) => (
            <li key={group.targets[0]}>
              <span>{textOf(group)}</span>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={say("saving.undoOne", { change: textOf(group) })}
                onClick={() => undo(group.targets)}
              >
                {say("saving.undo")}
              </Button>
            </li>
          ))}
        </ul>
        {groups.length > limit && (
          <Button variant="subtle" onClick={() => setLimit(limit + MORE)}>
            {say("frame.showMore", { count: Math.min(MORE, groups.length - limit) })}
          </Button>
        )}
      </Stack>
    </Sheet>
  );
}
