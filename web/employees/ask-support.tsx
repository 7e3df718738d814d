import { Radio, Stack } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { askSupport, guestsQuery, MOST_ASKED } from "../api/guests.ts";
import { findByWords } from "../find/search.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { useCompanyId } from "../page/company-id.ts";
import { MultiSelect } from "../ui/multi-select.tsx";
import { NoteField } from "../ui/note-field.tsx";
import { shownOptions } from "../ui/shown-options.ts";
import { useWords } from "../words/use-words.ts";

/** Writes the request to support. @param props.guest who is asked for at first; null: all */
export function AskSupport({ guest, onClose }: Readonly<{ guest: string | null; onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  const { items } = useSuspenseQuery(guestsQuery(company)).data;
  const [isAll, setAll] = useState(guest === null);
  const [named, setNamed] = useState<readonly string[]>(guest === null ? [] : [guest]);
  const [note, setNote] = useState("");
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const options = items.filter(({ open }) => !open).map(({ id, name }) => ({ value: id, label: name }));
  const fault = isAll ? null : faultOf(named);

  async function submit(): Promise<void> {
    markSubmitted();
    if (fault !== null) return;
    if (await save(null, () => askSupport(company, isAll ? "all" : named, note.trim()), "common.sent")) onClose();
  }

  return (
    <FormDialog
      title={say("guests.askTitle")}
      action={say("guests.send")}
      loss={note.trim() === "" ? null : say("guests.loss")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={errors.rest}
    >
      <Radio.Group
        label={say("guests.whom")}
        value={isAll ? "all" : "named"}
        onChange={(value) => setAll(value === "all")}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="all" label={say("guests.whomAll")} />
          <Radio value="named" label={say("guests.whomNamed")} />
        </Stack>
      </Radio.Group>
      {!isAll && (
        <MultiSelect
          label={say("company.field.guests")}
          data={options}
          filter={({ search }) =>
            shownOptions(search.trim() === "" ? options : findByWords(options, ({ label }) => label)(search), say)
          }
          value={[...named]}
          onChange={setNamed}
          nothingFoundMessage={say("frame.nothingFound")}
          error={isSubmitted && fault !== null ? say(fault, { most: MOST_ASKED }) : undefined}
        />
      )}
      <NoteField label={say("guests.why")} description={say("guests.whyHint")} value={note} onChange={setNote} />
    </FormDialog>
  );
}

function faultOf(named: readonly string[]) {
  if (named.length === 0) return "guests.nobody";
  return named.length > MOST_ASKED ? "guests.tooMany" : null;
}
