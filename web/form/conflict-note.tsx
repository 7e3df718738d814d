import { Button, Group, Stack, Text } from "@mantine/core";
import type { ReactNode, Ref } from "react";
import list from "../ui/list.module.css";
import { Note } from "../ui/note.tsx";
import { useMomentText, useWho, useWords } from "../words/use-words.ts";
import type { Conflict } from "./save-over.ts";

/** A part that both have changed, in words. */
type OverlapText = Readonly<{ name: string; subject: string; base: string; mine: string; theirs: string }>;

type Props = Readonly<{
  ref: Ref<HTMLDivElement>;
  /** What was saved in between. */
  about: "settings" | "data";
  conflict: Conflict<unknown>;
  /** The overlaps that are not settled yet. */
  open: readonly OverlapText[];
  /** Present if theirs can be taken for a single part. */
  onTakeTheirs?: (name: string) => void;
  onDismiss?: () => void;
  children?: ReactNode;
}>;

/** Says that somebody else saved in between: who and when, and what both have changed. */
export function ConflictNote({ ref, about, conflict, open, onTakeTheirs, onDismiss, children }: Props) {
  const say = useWords();
  const momentText = useMomentText();
  const whoText = useWho();
  const { savedBy, savedAt, overlaps } = conflict;
  const title =
    savedBy === null || savedAt === null
      ? say(`conflict.${about}.unknown`)
      : say(`conflict.${about}.title`, { who: whoText(savedBy), when: momentText(savedAt) });
  return (
    <Note ref={ref} isFocusable tone="hint" role="alert" title={title}>
      <Stack align="flex-start" gap="sm">
        <Text>{say(`conflict.${about}.${overlaps.length > 0 ? "both" : "apart"}`)}</Text>
        {children}
        {open.length > 0 && (
          <ul className={list.lines}>
            {open.map(({ name, ...values }) => (
              <li key={name}>
                <span>{say("conflict.overlap", values)}</span>
                {onTakeTheirs && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={say("conflict.takeTheirsOf", { subject: values.subject })}
                    onClick={() => onTakeTheirs(name)}
                  >
                    {say("conflict.takeTheirs")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {onDismiss && (
          <Group>
            <Button size="sm" variant="default" onClick={onDismiss}>
              {say("conflict.understood")}
            </Button>
          </Group>
        )}
      </Stack>
    </Note>
  );
}
