import { Checkbox, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { PhoneNumber } from "../ui/phone-number.tsx";
import { readNumber, readWithPlus, type Home } from "../ui/read-phone.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import { addNumber } from "./save-number.ts";

/** @param props.home of the company, by whose rules the number is read */
export function AddNumber({ home, onClose }: Readonly<{ home: Home; onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const [text, setText] = useState("");
  const [label, setLabel] = useState("");
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  /** The number of no known plan that is added all the same. */
  const [anyway, setAnyway] = useState<string | null>(null);
  const { numbers, isValid } = readNumber(text, home);
  const [number = readWithPlus(text)] = numbers;
  const isQuestioned = number !== undefined && !isValid;
  const isKnown = directory.numbers.some((known) => known.number === number);

  async function submit(): Promise<void> {
    markSubmitted();
    if (number === undefined || isKnown || (isQuestioned && anyway !== number)) return;
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
        {isQuestioned && !isKnown && (
          <Checkbox
            mt="xs"
            label={say("numbers.anyway")}
            checked={anyway === number}
            onChange={(event) => setAnyway(event.currentTarget.checked ? number : null)}
            error={isSubmitted && anyway !== number && sentence(say("numbers.notValid"))}
          />
        )}
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
