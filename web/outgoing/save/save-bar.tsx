import { Anchor, Button } from "@mantine/core";
import { Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { useIsGone } from "../../api/connection.ts";
import { isUnreachable } from "../../api/request-failed.ts";
import { lazily } from "../../page/lazily.ts";
import { loadSectionWords } from "../../words/load.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import classes from "../outgoing.module.css";
import { useBroken } from "../use-broken.ts";
import { CONFLICT, FAILURE, useSpotlightControls } from "../spotlight.tsx";
import { useSaveToasts } from "./use-save-toasts.ts";

const ChangesDrawer = lazily(async () => {
  await loadSectionWords();
  return import("./changes-drawer.tsx");
}, "ChangesDrawer");

/** How many changes are not saved, what they do, and the button to save them; absent while there are none. */
export function SaveBar() {
  const say = useWords();
  const draft = useDraft();
  const { groups, check, save, status, failure, problems, conflict } = draft;
  const { focus } = useSpotlightControls();
  const discard = useSaveToasts();
  const [opened, setOpened] = useState(false);
  const isIdle = groups.length === 0;
  const isGone = useIsGone();
  const isSaving = status === "saving";
  const broken = useBroken().length;
  const errors = check?.errors.length ?? 0;
  const wrong = [...problems].find(([target, { errors }]) => target !== null && errors.length > 0)?.[0] ?? null;
  const isWrong = Boolean(failure) || errors > 0;
  useAway(isIdle, () => setOpened(false));
  useSaveKey(() => !isIdle && !isSaving && void save());

  function message(): ReactNode {
    if (isSaving) return say("saving.saving");
    if (isUnreachable(failure)) return say(isGone ? "saving.unreachable" : "saving.unanswered");
    if (failure) return <Leading text={say("saving.failed")} onClick={() => focus(FAILURE)} />;
    if (errors > 0 && wrong !== null)
      return <Leading text={say("saving.errors", { count: errors })} onClick={() => focus(wrong)} />;
    if (conflict) return <Leading text={say("conflict.short")} onClick={() => focus(CONFLICT)} />;
    if (broken > 0) return <Leading text={say("saving.breaks", { count: broken })} onClick={() => setOpened(true)} />;
    if (draft.checkFailure) return say("saving.unchecked");
    if (!draft.isStored) return say("saving.notKept");
    if (check === null) return null;
    const { employees } = check.effect;
    return employees === 0 ? say("saving.noEffect") : say("saving.effectCount", { count: employees });
  }

  return (
    <div
      className={isIdle ? undefined : classes.bar}
      {...(!isIdle && { role: "region", "aria-label": say("saving.bar") })}
    >
      {/* There from the beginning, so that it is read out. */}
      <div role="status" className={classes.barText} data-wrong={isWrong || undefined}>
        {!isIdle && (
          <>
            <strong>{say("saving.pending", { count: groups.length })}</strong>
            <span>{message()}</span>
          </>
        )}
      </div>
      {!isIdle && (
        <div className={classes.barButtons}>
          <Button
            variant="subtle"
            aria-label={say("saving.lookAt", { count: groups.length })}
            onClick={() => setOpened(true)}
          >
            {say("saving.look")}
          </Button>
          <Button variant="default" onClick={discard}>
            {say("saving.discard")}
          </Button>
          {/* Not `disabled`, which would take the focus from it. */}
          <Button onClick={() => !isSaving && void save()} aria-disabled={isSaving} data-disabled={isSaving}>
            {say("frame.save")}
          </Button>
        </div>
      )}
      {opened && !isIdle && (
        <Suspense>
          <ChangesDrawer onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Once nothing is left to save, the bar is gone; who was in it is at the heading of the page. */
function useAway(isIdle: boolean, close: () => void): void {
  const was = useRef(isIdle);
  useEffect(() => {
    if (isIdle && !was.current) {
      close();
      if (document.activeElement === document.body) document.getElementById("section")?.focus({ preventScroll: true });
    }
    was.current = isIdle;
  });
}

/** Ctrl+S, or ⌘S. */
function useSaveKey(save: () => void): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      if (!document.querySelector("[role=dialog]")) save();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}

/** A message that links to its subject. */
function Leading({ text, onClick }: Readonly<{ text: string; onClick: () => void }>) {
  return (
    <Anchor component="button" type="button" inherit className={classes.step} onClick={onClick}>
      {text}
    </Anchor>
  );
}
