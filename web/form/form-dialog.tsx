import { Button, Group, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { useWords } from "../words/use-words.ts";
import { GoneNote } from "./gone-note.tsx";

type Props = Readonly<{
  title: string;
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
  const { title, onClose, onSubmit, action, busy = false, failure = null, isGone = false, conflict, children } = props;
  const say = useWords();
  function submit(event: FormEvent): void {
    event.preventDefault();
    onSubmit();
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {isGone ? <GoneNote /> : conflict}
          {failure !== null && <FailureNote error={failure} />}
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say("frame.cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={isGone}>
              {action ?? say("frame.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
