import { Button, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import { Dialog } from "./dialog.tsx";
import { FailureNote } from "./failure-note.tsx";
import classes from "./ui.module.css";

type Props = Readonly<{
  title: string;
  /** The consequences. */
  children: ReactNode;
  /** The label of the button. */
  action: string;
  busy: boolean;
  failure: unknown;
  onConfirm: () => void;
  onClose: () => void;
}>;

/** Asks before something that takes effect at once and cannot be undone. */
export function Confirm({ title, children, action, busy, failure, onConfirm, onClose }: Props) {
  const say = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <Stack>
        {children}
        {failure !== null && <FailureNote error={failure} />}
        <div className={classes.dialogFoot}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {say("frame.cancel")}
          </Button>
          <Button color="red" onClick={onConfirm} loading={busy}>
            {action}
          </Button>
        </div>
      </Stack>
    </Dialog>
  );
}
