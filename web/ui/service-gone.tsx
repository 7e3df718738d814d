import { Button, VisuallyHidden } from "@mantine/core";
import { createContext, useContext, useState } from "react";
import { askNow, useIsGone } from "../api/connection.ts";
import { Note } from "./note.tsx";
import { useWords } from "../words/use-words.ts";
import { intoSight } from "./into-sight.ts";
import classes from "./ui.module.css";

/** Whether the page says already that the service is gone: then its parts do not say it as well. */
export const GoneIsSaid = createContext(false);

/** Says that the service does not answer, as long as that is so. */
export function GoneNote() {
  const say = useWords();
  const isSaid = useContext(GoneIsSaid);
  const isGone = useIsGone();
  const [isAsking, setAsking] = useState(false);
  async function ask(): Promise<void> {
    setAsking(true);
    await askNow();
    setAsking(false);
  }
  if (isSaid || !isGone) return null;
  return (
    <Note
      tone="error"
      role="alert"
      title={say("failure.unreachable")}
      ref={intoSight}
      action={
        <Button variant="default" size="sm" loading={isAsking} onClick={() => void ask()}>
          {say("failure.askNow")}
        </Button>
      }
    >
      {say("failure.unreachableText")}
    </Note>
  );
}

/** The same for a whole page, at its top; says as well that the service is back. */
export function GoneBanner() {
  const say = useWords();
  const isGone = useIsGone();
  const [wasGone, setWasGone] = useState(false);
  if (isGone && !wasGone) setWasGone(true);
  return (
    <div className={classes.banner}>
      <GoneNote />
      <VisuallyHidden role="status">{wasGone && !isGone && say("failure.back")}</VisuallyHidden>
    </div>
  );
}
