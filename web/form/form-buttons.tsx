import { Button, Group } from "@mantine/core";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{
  onClose: () => void;
  busy?: boolean;
  /** What the button says; where it saves at once, «Save». */
  action?: string;
  /** What the form is about is no longer there to be saved. */
  isGone?: boolean;
}>;

/** The foot of a dialog with a form. */
export function FormButtons({ onClose, busy = false, isGone = false, action }: Props) {
  const say = useWords();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {say("frame.cancel")}
      </Button>
      <Button type="submit" loading={busy} disabled={isGone}>
        {action ?? say("frame.save")}
      </Button>
    </Group>
  );
}
