import { Radio, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { DeviceCondition, OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { useDirectory, useOutgoingNumbers } from "../api/documents.ts";
import { DeviceRadios } from "../directory/device-radios.tsx";
import { saveOutgoingNumbers } from "../directory/save-outgoing-numbers.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { useCompanyId } from "../page/company-id.ts";
import { NumberSelect } from "../ui/number-select.tsx";
import { useWords } from "../words/use-words.ts";
import { withNumber, withoutPeople, type People } from "./edits.ts";
import { EffectOf } from "./effect-of.tsx";

type Props = Readonly<{
  people: People;
  title: string;
  /** Whether guests are among them. */
  hasGuests?: boolean;
  onClose: () => void;
  onDone: () => void;
}>;

/** Gives a number to many employees or departments at once, or takes theirs away; the effect is shown before. */
export function GiveNumber({ people, title, hasGuests = false, onClose, onDone }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const { body: saved } = useOutgoingNumbers(company);
  const [way, setWay] = useState<"give" | "take">("give");
  const [number, setNumber] = useState<string | null>(null);
  const [device, setDevice] = useState<DeviceCondition>("any");
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const edit = useMemo(() => {
    if (way === "take") return (present: OutgoingNumbers) => withoutPeople(present, people);
    return number === null ? null : (present: OutgoingNumbers) => withNumber(present, people, number, device);
  }, [way, number, device, people]);
  const document = useMemo(() => edit?.(saved) ?? null, [edit, saved]);

  async function submit(): Promise<void> {
    markSubmitted();
    if (edit === null) return;
    if (await save(null, () => saveOutgoingNumbers(company, saved.revision, edit))) onDone();
  }

  return (
    <FormDialog
      title={title}
      action={say("frame.save")}
      busy={busy}
      failure={errors.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radio.Group aria-label={title} value={way} onChange={(value) => setWay(value)}>
        <Stack gap="xs">
          <Radio value="give" label={say("bulk.give")} />
          <Radio value="take" label={say("bulk.take")} />
        </Stack>
      </Radio.Group>
      {way === "give" && (
        <>
          <NumberSelect
            first
            label={say("bulk.number")}
            value={number}
            onChange={setNumber}
            directory={directory}
            error={isSubmitted && number === null ? say("common.numberMissing") : undefined}
          />
          <DeviceRadios value={device} onChange={setDevice} />
        </>
      )}
      {hasGuests && (
        <Text size="sm" c="dimmed">
          {say("outgoing.guestNote")}
        </Text>
      )}
      {document !== null && <EffectOf document={document} />}
    </FormDialog>
  );
}
