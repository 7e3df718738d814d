import { Checkbox } from "@mantine/core";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ send: boolean; onChange: (send: boolean) => void }>;

/** Whether a link is sent by mail, beside being shown. */
export function SendLink({ send, onChange }: Props) {
  const say = useWords();
  return (
    <Checkbox
      label={say("access.send")}
      description={say("access.sendHint")}
      checked={send}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
