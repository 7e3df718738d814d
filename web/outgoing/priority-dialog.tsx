import { Button, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { writePhone } from "../ui/phone-number.tsx";
import { Dialog } from "../ui/dialog.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { useDraft } from "./draft-context.ts";
import type { Priority } from "./logic/document.ts";
import { setPriority } from "./logic/edit.ts";
import { useNames } from "./use-names.ts";

/** What a new company has. */
const DEFAULT: Priority = "regional";

/** Which numbers come first, each choice with an example from the company's own entries. */
export function PriorityDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const say = useWords();
  const names = useNames();
  const { present, edit } = useDraft();
  const [priority, setChosen] = useState(present.priority);
  const person = present.personal.find((entry) => "employee" in entry);
  const region = present.regional[0];
  const example = (of: Priority) => {
    if (!person || !region || !("employee" in person)) return say(`outgoing.first.${of}Text`);
    const where = "country" in region ? names.country(region.country) : writePhone(region.prefix);
    const number = writePhone(of === "regional" ? region.number : person.number);
    return `${say(`outgoing.first.${of}Text`)} ${say("outgoing.example", { who: names.employee(person.employee), where, number })}`;
  };

  function apply(): void {
    edit((present) => setPriority(present, priority));
    onClose();
  }

  return (
    <Dialog onClose={onClose} title={say("outgoing.priority")}>
      <Stack>
        <Radio.Group label={say("outgoing.priorityQuestion")} value={priority} onChange={(value) => setChosen(value)}>
          <Stack gap="md" mt="sm">
            {(["regional", "personal"] as const).map((of) => (
              <div key={of}>
                <Radio
                  value={of}
                  label={
                    of === DEFAULT
                      ? say("outgoing.byDefault", { choice: say(`outgoing.first.${of}`) })
                      : say(`outgoing.first.${of}`)
                  }
                  aria-describedby={`priority-${of}`}
                  data-autofocus={of === priority || undefined}
                />
                <Text id={`priority-${of}`} size="sm" c="dimmed" pl={32}>
                  {example(of)}
                </Text>
              </div>
            ))}
          </Stack>
        </Radio.Group>
        <div className={ui.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {say("frame.cancel")}
          </Button>
          <Button onClick={apply}>{say("frame.apply")}</Button>
        </div>
      </Stack>
    </Dialog>
  );
}
