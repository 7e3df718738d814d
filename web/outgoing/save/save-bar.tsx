import { Button, Text } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { failureWords } from "../../api/failure.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import classes from "../outgoing.module.css";

const ChangesDrawer = lazy(() => import("./changes-drawer.tsx").then((module) => ({ default: module.ChangesDrawer })));

/** Always in sight at the foot of the page: what is not saved, and the way to save it. */
export function SaveBar() {
  const say = useWords();
  const { changes, check, save, status, failure } = useDraft();
  const [opened, setOpened] = useState(false);
  const errors = check?.errors.length ?? 0;

  function message(): string {
    if (status === "saving") return say("saving.saving");
    if (failure) {
      const { key, values } = failureWords(failure);
      return say(key, values);
    }
    if (errors > 0) return say("saving.errors", { count: errors });
    if (status === "saved") return say("saving.saved");
    return changes.length > 0 ? say("saving.notYet") : say("saving.nothing");
  }

  return (
    <div className={classes.foot}>
      <Button onClick={() => void save()} disabled={changes.length === 0} loading={status === "saving"}>
        {say("frame.save")}
      </Button>
      <Button variant="default" onClick={() => setOpened(true)} disabled={changes.length === 0}>
        {say("saving.changes", { count: changes.length })}
      </Button>
      <Text size="sm" role="status" lineClamp={2} {...((failure || errors > 0) && { c: "var(--mantine-color-error)" })}>
        {message()}
      </Text>
      {opened && changes.length > 0 && (
        <Suspense>
          <ChangesDrawer onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </div>
  );
}
