import { CloseButton } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import { NoteIcon } from "./note.tsx";
import { hideToast, useToasts, type Toast } from "./toasts.ts";
import classes from "./toast.module.css";

/** How long a message is shown, from when it is last pointed at. */
const SHOWN_MS = 6000;

/**
 * Where messages appear. It is there from the beginning, so that they are read out.
 *
 * @param props.children messages that stay, above the others
 */
export function ToastStack({ children }: Readonly<{ children?: ReactNode }>) {
  const { shown } = useToasts();
  return (
    <div role="status" aria-atomic={false} className={classes.stack}>
      {shown.map((one) => (
        <Message key={one.id} {...one} />
      ))}
      {children}
    </div>
  );
}

function Message({ id, text, action }: Toast) {
  const say = useWords();
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const over = setTimeout(() => hideToast(id), SHOWN_MS);
    return () => clearTimeout(over);
  }, [isHeld, id]);
  return (
    <div
      className={classes.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <NoteIcon tone="done" />
      <div className={classes.text}>
        {text}
        {action && (
          <button
            type="button"
            className={classes.action}
            onClick={() => {
              hideToast(id);
              action.run();
            }}
          >
            {action.label}
          </button>
        )}
      </div>
      <CloseButton size="sm" aria-label={say("frame.close")} onClick={() => hideToast(id)} />
    </div>
  );
}
