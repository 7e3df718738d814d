import { Checkbox, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { trunksQuery } from "../api/trunks.ts";
import { isEqual } from "../form/fields.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useMay } from "../session/use-may.ts";
import { Facts } from "../ui/facts.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { MultiSelect } from "../ui/multi-select.tsx";
import { PhoneNumber } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";
import { changeNumber, type NumberChange } from "./save-number.ts";

/** What people say about a number; only the operator says where it may be shown, and that it is the company's. */
export function NumberDialog({ number, onClose }: Readonly<{ number: CompanyNumber; onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  const may = useMay();
  const [mayMark, mayConfirm] = [may("directory.trunks", company), may("directory.confirm", company)];
  const [label, setLabel] = useState(number.label);
  const [confirmed, setConfirmed] = useState(number.confirmed ?? false);
  const [trunks, setTrunks] = useState<readonly string[]>(number.trunks ?? []);
  const { busy, errors, save } = useSaving();

  async function submit(): Promise<void> {
    // Only what was changed here: the rest may have been changed by others meanwhile.
    const change: NumberChange = {
      ...(label.trim() !== number.label && { label: label.trim() }),
      ...(confirmed !== (number.confirmed ?? false) && { confirmed }),
      ...(!isEqual(trunks, number.trunks ?? []) && { trunks }),
    };
    if (Object.keys(change).length === 0) return onClose();
    if (await save("", () => changeNumber(company, number.number, change))) onClose();
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
      {mayMark && (
        <TrunksField
          value={trunks}
          onChange={setTrunks}
          error={[...errors.fields].find(([field]) => field.startsWith("/trunks"))?.[1]}
        />
      )}
      {mayConfirm && (
        <Checkbox
          label={say("numbers.confirm")}
          description={say("numbers.confirmHint")}
          checked={confirmed}
          onChange={(event) => setConfirmed(event.currentTarget.checked)}
          error={errors.fields.get("/confirmed")}
        />
      )}
      {!mayMark && !mayConfirm && <SetByOperator number={number} />}
    </FormDialog>
  );
}

type TrunksProps = Readonly<{
  /** Their ids. */
  value: readonly string[];
  onChange: (trunks: readonly string[]) => void;
  error: string | undefined;
}>;

function TrunksField({ value, onChange, error }: TrunksProps) {
  const say = useWords();
  const { data = [], error: unread, refetch } = useQuery(trunksQuery);
  if (unread) return <FailureNote error={unread} again={() => void refetch()} />;
  const known = new Set(data.map(({ id }) => id));
  const options = [
    ...data.map(({ id, name, accepts }) => ({
      value: id,
      label: accepts === "all" ? say("numbers.trunkTakesAll", { name }) : name,
    })),
    ...value.filter((id) => !known.has(id)).map((id) => ({ value: id, label: id })),
  ];
  return (
    <MultiSelect
      label={say("numbers.trunks")}
      description={say("numbers.trunksHint")}
      data={options}
      value={[...value]}
      onChange={onChange}
      limit={60}
      nothingFoundMessage={say("frame.nothingFound")}
      error={error}
    />
  );
}

/** The same for those who cannot change it; only operators read the names of trunks. */
function SetByOperator({ number: { confirmed = false, trunks = [] } }: Readonly<{ number: CompanyNumber }>) {
  const say = useWords();
  return (
    <div>
      <Facts
        facts={[
          [say("numbers.trunks"), trunks.join(", ")],
          [say("numbers.confirm"), say(confirmed ? "numbers.confirmed" : "numbers.notConfirmed")],
        ]}
      />
      <Text size="sm" c="dimmed">
        {say("numbers.trunksByOperator")}
      </Text>
    </div>
  );
}
