import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { useCompanyId } from "../page/company-id.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { PhoneNumber } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";
import { changeNumber } from "./save-number.ts";

export function LabelDialog({ number, onClose }: Readonly<{ number: CompanyNumber; onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  const [label, setLabel] = useState(number.label);
  const { busy, errors, save } = useSaving();

  async function submit(): Promise<void> {
    if (await save("", () => changeNumber(company, number.number, { label: label.trim() }))) onClose();
  }

  return (
    <FormDialog title={say("numbers.one")} onClose={onClose} onSubmit={submit} busy={busy} failure={errors.rest}>
      <Text fw={600}>
        <PhoneNumber e164={number.number} />
      </Text>
      <TextInput
        label={say("numbers.label")}
        description={say("numbers.labelHint")}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        error={errors.fields.get("/label")}
        data-autofocus
      />
    </FormDialog>
  );
}
