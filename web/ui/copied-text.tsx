import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../words/use-words.ts";
import classes from "./ui.module.css";

type Props = Readonly<{ label: string; text: string; rows?: number; onCopied?: () => void }>;

/** A text that is shown once and has to be copied. Clipboards are open to secure addresses alone: it can be selected. */
export function CopiedText({ label, text, rows = 1, onCopied }: Props) {
  const say = useWords();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    onCopied?.();
  };
  return (
    <div className={classes.copied}>
      <Textarea
        label={label}
        value={text}
        readOnly
        rows={rows}
        onFocus={(event) => event.currentTarget.select()}
        className={classes.copiedText}
      />
      {"clipboard" in navigator && (
        <Button variant="default" onClick={() => void copy()}>
          <span role="status">{say(isCopied ? "common.copied" : "common.copy")}</span>
        </Button>
      )}
    </div>
  );
}
