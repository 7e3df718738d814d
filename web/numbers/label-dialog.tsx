import { Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { useCompanyId } from "../page/company-id.ts";
import { FormButtons } from "../form/form-buttons.tsx";
import { useSaving } from "../form/use-saving.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { PhoneNumber } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";
import { changeNumber } from "./save-number.ts";

export function LabelDialog({ number, onClose }: Readonly<{ number: CompanyNumber; onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  const [label, setLabel] = useState(number.label);
  const { busy, faults, save } = useSaving();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (await save("", () => changeNumber(company, number.number, { label: label.trim() }))) onClose();
  }

  return (
    <Dialog title={say("numbers.one")} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          <Text fw={600}>
            <PhoneNumber e164={number.number} />
          </Text>
          {faults.rest !== null && <FailureNote error={faults.rest} />}
          <TextInput
            label={say("numbers.label")}
            description={say("numbers.labelHint")}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
            error={faults.fields.get("/label")}
            data-autofocus
          />
          <FormButtons onClose={onClose} busy={busy} />
        </Stack>
      </form>
    </Dialog>
  );
}
