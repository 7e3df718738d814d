import { Button, Group, Text } from "@mantine/core";
import { Dialog } from "../../ui/dialog.tsx";
import { useWords } from "../../words/use-words.ts";

type Props = Readonly<{ changes: number; onLeave: () => void; onStay: () => void }>;

export function LeaveDialog({ changes, onLeave, onStay }: Props) {
  const say = useWords();
  return (
    <Dialog onClose={onStay} title={say("saving.leave")}>
      <Text mb="md">{say("saving.leaveText", { count: changes })}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onLeave}>
          {say("saving.leaveGo")}
        </Button>
        <Button onClick={onStay} data-autofocus>
          {say("saving.leaveStay")}
        </Button>
      </Group>
    </Dialog>
  );
}
