import { Button, Text } from "@mantine/core";
import { useWords } from "../words/use-words.ts";
import { Dialog } from "./dialog.tsx";
import classes from "./ui.module.css";

type Props = Readonly<{ text: string; onLeave: () => void; onStay: () => void }>;

export function LeaveDialog({ text, onLeave, onStay }: Props) {
  const say = useWords();
  return (
    <Dialog onClose={onStay} title={say("common.leave")}>
      <Text mb="md">{text}</Text>
      <div className={classes.dialogFoot}>
        <Button variant="default" onClick={onLeave}>
          {say("common.leaveGo")}
        </Button>
        <Button onClick={onStay} data-autofocus>
          {say("common.leaveStay")}
        </Button>
      </div>
    </Dialog>
  );
}
