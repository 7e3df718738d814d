import { Button, Stack, Text, Title } from "@mantine/core";
import type { Effect } from "../../api/check.ts";
import { useRef, useState } from "react";
import { writePhone } from "../../ui/phone-number.tsx";
import { Sheet } from "../../ui/dialog.tsx";
import { FailureNote } from "../../ui/failure-note.tsx";
import { useFocusAfter } from "../../ui/use-focus-after.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { restoreTargets } from "../logic/edit.ts";
import { useNames } from "../use-names.ts";
import list from "../../ui/list.module.css";
import { useChangeText } from "./change-text.ts";

/** Changes that are listed at first, and each time "more" is pressed. */
const SHOWN = 50;
const MORE = 200;

/** The unsaved changes, which can be undone one by one or all at once, and their effect on what clients see. */
export function ChangesDrawer({ onClose }: Readonly<{ onClose: () => void }>) {
  const say = useWords();
  const { saved, changes, edit, check, checkFailure } = useDraft();
  const textOf = useChangeText();
  const [limit, setLimit] = useState(SHOWN);
  const focusAfter = useFocusAfter();
  const shown = useRef<HTMLUListElement>(null);
  function undo(targets: readonly string[]): void {
    edit((present) => restoreTargets(saved, present, targets));
    focusAfter(() => shown.current?.querySelector("button"));
  }
  return (
    <Sheet onClose={onClose} position="right" size="lg" title={say("saving.changes", { count: changes.length })}>
      <Stack>
        <ul className={list.lines} ref={shown}>
          {changes.slice(0, limit).map((change) => (
            <li key={change.target}>
              <span>{textOf(change)}</span>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={say("saving.undoOne", { change: textOf(change) })}
                onClick={() => undo([change.target])}
              >
                {say("saving.undo")}
              </Button>
            </li>
          ))}
        </ul>
        {changes.length > limit && (
          <Button variant="subtle" onClick={() => setLimit(limit + MORE)}>
            {say("frame.showMore", { count: Math.min(MORE, changes.length - limit) })}
          </Button>
        )}
        <Button variant="default" onClick={() => undo(changes.map(({ target }) => target))}>
          {say("saving.undoAll")}
        </Button>
        {checkFailure ? <FailureNote error={checkFailure} /> : check && <EffectNote effect={check.effect} />}
      </Stack>
    </Sheet>
  );
}

function EffectNote({ effect }: Readonly<{ effect: Effect }>) {
  const say = useWords();
  return (
    <section>
      <Title order={3} size="h5">
        {say("saving.effect")}
      </Title>
      {effect.employees === 0 ? (
        <Text>{say("saving.noEffect")}</Text>
      ) : (
        <Text>{say("saving.effectCount", { count: effect.employees })}</Text>
      )}
      <Shifts title={say("saving.home")} shifts={effect.home} />
      <Shifts title={say("saving.abroad")} shifts={effect.abroad} />
    </section>
  );
}

/** Shifts that are listed; the largest come first. */
const SHIFTS = 20;

function Shifts({ title, shifts }: Readonly<{ title: string; shifts: Effect["home"] }>) {
  const say = useWords();
  const names = useNames();
  if (shifts.length === 0) return null;
  const number = (e164: string | null) => (e164 === null ? say("common.noNumber") : writePhone(e164));
  return (
    <>
      <Title order={4} size="h6" mt="sm">
        {title}
      </Title>
      <ul>
        {shifts.slice(0, SHIFTS).map(({ from, to, employees, examples, places }) => (
          <li key={`${from} ${to}`}>
            {say("saving.shift", { from: number(from), to: number(to), count: employees })}
            <Text size="sm" c="dimmed">
              {examples.slice(0, 3).map(names.employee).join(", ")}
              {" · "}
              {places.slice(0, 4).map(names.place).join(", ")}
            </Text>
          </li>
        ))}
      </ul>
      {shifts.length > SHIFTS && <Text size="sm">{say("common.andMore", { count: shifts.length - SHIFTS })}</Text>}
    </>
  );
}
