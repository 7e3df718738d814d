import { Button, Group, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { Dialog } from "../../ui/dialog.tsx";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";

/** Leaving with unsaved changes asks first; they stay kept in the browser either way. */
export function LeaveGuard() {
  const say = useWords();
  const { changes } = useDraft();
  const unsaved = changes.length > 0;
  const blocker = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true });
  const stay = () => blocker.status === "blocked" && blocker.reset();
  return (
    <Dialog opened={blocker.status === "blocked"} onClose={stay} title={say("saving.leave")}>
      <Text mb="md">{say("saving.leaveText", { count: changes.length })}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => blocker.status === "blocked" && blocker.proceed()}>
          {say("saving.leaveGo")}
        </Button>
        <Button onClick={stay} data-autofocus>
          {say("saving.leaveStay")}
        </Button>
      </Group>
    </Dialog>
  );
}
