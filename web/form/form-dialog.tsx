import { Button, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { FailureNote } from "../ui/failure-note.tsx";
import { GuardedDialog } from "../ui/guarded-dialog.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { GoneNote } from "./gone-note.tsx";

type Props = Readonly<{
  title: string;
  wide?: boolean;
  /** What is lost when it is closed, in words; by default, it closes without asking. */
  loss?: string | null;
  onClose: () => void;
  onSubmit: () => unknown;
  /** The label of the button; by default "Save". */
  action?: string;
  busy?: boolean;
  /** Why it was refused, if no field says so. */
  failure?: unknown;
  /** The form's object was removed and can no longer be saved. */
  isGone?: boolean;
  /** The note about what somebody else saved in between. */
  conflict?: ReactNode;
  children: ReactNode;
}>;

/** A form in a dialog. */
export function FormDialog(props: Props) {
  const { title, wide = false, loss = null, onClose, onSubmit, action, busy = false, failure = null } = props;
  const { isGone = false, conflict, children } = props;
  const say = useWords();
  function submit(event: FormEvent): void {
    event.preventDefault();
    onSubmit();
  }
  return (
    <GuardedDialog title={title} wide={wide} loss={loss} onClose={onClose}>
      {(close) => (
        <form onSubmit={submit} noValidate>
          <Stack>
            {isGone ? <GoneNote /> : conflict}
            {failure !== null && <FailureNote error={failure} />}
            {children}
            <div className={ui.dialogFoot}>
              <Button variant="default" onClick={close}>
                {say("frame.cancel")}
              </Button>
              <Button type="submit" loading={busy} disabled={isGone}>
                {action ?? say("frame.save")}
              </Button>
            </div>
          </Stack>
        </form>
      )}
    </GuardedDialog>
  );
}
