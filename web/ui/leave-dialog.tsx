import { Button, Group, Text } from "@mantine/core";
import { useWords } from "../words/use-words.ts";
import { Dialog } from "./dialog.tsx";

type Props = Readonly<{ text: string; onLeave: () => void; onStay: () => void }>;

export function LeaveDialog({ text, onLeave, onStay }: Props) {
  const say = useWords();
  return (
    <Dialog onClose={onStay} title={say("common.leave")}>
      <Text mb="md">{text}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onLeave}>
          {say("common.leaveGo")}
        </Button>
        <Button onClick={onStay} data-autofocus>
          {say("common.leaveStay")}
        </Button>
      </Group>
    </Dialog>
  );
}
