import { Anchor, Button, Text } from "@mantine/core";
import { Suspense, useEffect, useState, type ReactNode } from "react";
import { lazily } from "../../page/lazily.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import classes from "../outgoing.module.css";
import { CONFLICT, FAILURE, useSpotlight } from "../spotlight.tsx";

const ChangesDrawer = lazily(() => import("./changes-drawer.tsx"), "ChangesDrawer");

/** The foot of the page, which is always visible: the number of unsaved changes, and the button to save them. */
export function SaveBar() {
  const say = useWords();
  const draft = useDraft();
  const { changes, check, save, status, failure, problems, conflict } = draft;
  const { focus } = useSpotlight();
  const [opened, setOpened] = useState(false);
  const isIdle = changes.length === 0;
  const isSaving = status === "saving";
  const errors = check?.errors.length ?? 0;
  const wrong = [...problems].find(([target, { errors }]) => target !== null && errors.length > 0)?.[0] ?? null;
  useEffect(() => {
    if (isIdle) setOpened(false);
  }, [isIdle]);

  function message(): ReactNode {
    if (isSaving) return say("saving.saving");
    if (failure) return <Leading text={say("saving.failed")} onClick={() => focus(FAILURE)} />;
    if (errors > 0 && wrong !== null)
      return <Leading text={say("saving.errors", { count: errors })} onClick={() => focus(wrong)} />;
    if (conflict) return <Leading text={say("conflict.short")} onClick={() => focus(CONFLICT)} />;
    if (isIdle) return say(status === "saved" ? "saving.saved" : "saving.nothing");
    if (draft.checkFailure) return say("saving.unchecked");
    return say(draft.isStored ? "saving.notYet" : "saving.notKept");
  }

  return (
    <div className={classes.foot}>
      {/* Not `disabled`, which would take the focus from them while there is nothing to do. */}
      <Button
        onClick={() => !isIdle && !isSaving && void save()}
        aria-disabled={isIdle || isSaving}
        data-disabled={isIdle || isSaving}
      >
        {say("frame.save")}
      </Button>
      <Button
        variant="default"
        onClick={() => !isIdle && setOpened(true)}
        aria-disabled={isIdle}
        data-disabled={isIdle}
      >
        {say("saving.changes", { count: changes.length })}
      </Button>
      <Text size="sm" role="status" lineClamp={3} {...((failure || errors > 0) && { c: "var(--mantine-color-error)" })}>
        {message()}
      </Text>
      {opened && !isIdle && (
        <Suspense>
          <ChangesDrawer onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** A message that links to its subject. */
function Leading({ text, onClick }: Readonly<{ text: string; onClick: () => void }>) {
  return (
    <Anchor component="button" type="button" inherit className={classes.step} onClick={onClick}>
      {text}
    </Anchor>
  );
}
