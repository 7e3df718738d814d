import { Button, Textarea, VisuallyHidden } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import classes from "./ui.module.css";

/** Where the browser lets no page write to the clipboard, as over HTTP, the text is shown to be copied by hand. */
export function CopyButton({ text, icon, children }: Readonly<{ text: string; icon?: ReactNode; children: string }>) {
  const say = useWords();
  const [done, setDone] = useState<Readonly<{ text: string; isCopied: boolean }> | null>(null);
  const isDone = done?.text === text;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone({ text, isCopied: true });
    } catch {
      setDone({ text, isCopied: false });
    }
  };
  return (
    <>
      <Button variant="default" leftSection={icon} onClick={() => void copy()}>
        {isDone && done.isCopied ? say("common.copied") : children}
      </Button>
      <VisuallyHidden role="status">{isDone && done.isCopied && say("common.copied")}</VisuallyHidden>
      {isDone && !done.isCopied && (
        <Textarea
          label={children}
          description={say("common.copyByHand")}
          value={text}
          readOnly
          rows={Math.min(8, text.split("\n").length)}
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          className={classes.byHand}
        />
      )}
    </>
  );
}
