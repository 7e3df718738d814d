import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { PhoneNumber } from "../ui/phone-number.tsx";
import { readPhone } from "../ui/read-phone.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import { addNumber } from "./save-number.ts";

/** @param props.country the company's home country, by whose rules the number is read */
export function AddNumber({ country, onClose }: Readonly<{ country: string; onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const [text, setText] = useState("");
  const [label, setLabel] = useState("");
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const [number] = readPhone(text, country);
  const isKnown = directory.numbers.some((known) => known.number === number);

  async function submit(): Promise<void> {
    markSubmitted();
    if (number === undefined || isKnown) return;
    if (await save("", () => addNumber(company, number, label.trim()))) onClose();
  }

  const error = isKnown ? "problem.duplicate_number" : number === undefined ? "field.number" : undefined;
  return (
    <FormDialog title={say("numbers.new")} onClose={onClose} onSubmit={submit} busy={busy} failure={errors.rest}>
      <div>
        <TextInput
          label={say("numbers.number")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isSubmitted && error !== undefined ? sentence(say(error)) : errors.fields.get("/number")}
          inputMode="tel"
          data-autofocus
          required
        />
        <Text size="sm" mt={4} role="status">
          {number !== undefined && <PhoneNumber e164={number} />}
        </Text>
      </div>
      <TextInput
        label={say("numbers.label")}
        description={say("numbers.labelHint")}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        error={errors.fields.get("/label")}
      />
    </FormDialog>
  );
}
