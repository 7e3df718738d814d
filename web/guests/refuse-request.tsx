import { Text } from "@mantine/core";
import { useState } from "react";
import { refuseGuests, type ListedRequest } from "../api/guests.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { NoteField } from "../ui/note-field.tsx";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ asked: ListedRequest; onClose: () => void; onDone: () => void }>;

export function RefuseRequest({ asked: { company, companyName }, onClose, onDone }: Props) {
  const say = useWords();
  const [note, setNote] = useState("");
  const { busy, errors, save } = useSaving();

  async function submit(): Promise<void> {
    if (await save(null, () => refuseGuests(company, note.trim()))) onDone();
  }

  return (
    <FormDialog
      title={say("guests.refuseOf", { company: companyName })}
      action={say("guests.refuse")}
      loss={note.trim() === "" ? null : say("guests.loss")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={errors.rest}
    >
      <Text>{say("guests.refuseText")}</Text>
      <NoteField label={say("guests.refuseWhy")} value={note} onChange={setNote} takesFocus />
    </FormDialog>
  );
}
