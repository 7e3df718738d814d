import { Button, Group } from "@mantine/core";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{
  onClose: () => void;
  busy: boolean;
  /** What the form is about is no longer there to be saved. */
  isGone?: boolean;
}>;

/** The foot of a dialog that saves at once. */
export function FormButtons({ onClose, busy, isGone = false }: Props) {
  const say = useWords();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {say("frame.cancel")}
      </Button>
      <Button type="submit" loading={busy} disabled={isGone}>
        {say("frame.save")}
      </Button>
    </Group>
  );
}
