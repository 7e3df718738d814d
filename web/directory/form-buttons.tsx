import { Button, Group } from "@mantine/core";
import { useWords } from "../words/use-words.ts";

/** The foot of a dialog that saves at once. */
export function FormButtons({ onClose, busy }: Readonly<{ onClose: () => void; busy: boolean }>) {
  const say = useWords();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {say("frame.cancel")}
      </Button>
      <Button type="submit" loading={busy}>
        {say("frame.save")}
      </Button>
    </Group>
  );
}
