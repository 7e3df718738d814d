import { Checkbox, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DEVICES } from "../../src/number/device.ts";
import type { Device } from "../../src/policy/company.ts";
import { expectationKey } from "../../src/policy/expectation-key.ts";
import { dialledQuery } from "../api/dialled.ts";
import { useCompany, useDirectory } from "../api/documents.ts";
import type { Expectation } from "../api/expectations.ts";
import { deviceInWords, employeeById } from "../directory/people.ts";
import { saveExpectations } from "../expected/save-expectations.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { SavedInBetween } from "../form/save-over.ts";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { meaningText } from "../ui/meaning-text.ts";
import { NumberSelect } from "../ui/number-select.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { EmployeeSelect, LineSelect } from "./caller-select.tsx";
import { BLANK, CALLERS, expectationOf, formOf, type ExpectationForm } from "./expectation-form.ts";
import { Select } from "../ui/select.tsx";

const ASK_AFTER_MS = 250;

type Props = Readonly<{
  company: string;
  /** Null: a new one. */
  before: Expectation | null;
  onClose: () => void;
}>;

export function ExpectationDialog({ company, before, onClose }: Props) {
  const say = useWords();
  const { body: directory } = useDirectory(company);
  const [start] = useState(() => (before === null ? BLANK : formOf(before)));
  const [form, setForm] = useState(start);
  const [isGone, setGone] = useState(false);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const set = (changed: Partial<ExpectationForm>) => setForm((form) => ({ ...form, ...changed }));
  /** Its place in the list that is sent, for the errors of its fields. */
  const [place, setPlace] = useState(0);
  const error = (isMissing: boolean, text: string, field: string) =>
    isSubmitted && isMissing ? text : errors.fields.get(`/${field}`);

  async function submit(): Promise<void> {
    markSubmitted();
    const next = expectationOf(form);
    if (next === null) return;
    let at = place;
    const same = (one: Expectation) => before !== null && isSame(one, before);
    const done = await save(
      () => `/expectations/${at}`,
      async () => {
        try {
          await saveExpectations(company, {
            edit: (expectations) => {
              at = before === null ? expectations.length : expectations.findIndex(same);
              setPlace(at);
              return before === null ? [...expectations, next] : expectations.with(at, next);
            },
            isUnchanged: (expectations) => before === null || expectations.some(same),
          });
        } catch (error) {
          if (!(error instanceof SavedInBetween)) throw error;
          setGone(true);
          throw error;
        }
      },
    );
    if (done) onClose();
  }

  const devices = DEVICES.map((device) => ({ value: device, label: deviceInWords(device, say) }));
  const deviceField = (
    <Select
      label={say("testCall.device")}
      data={devices}
      value={form.device}
      onChange={(device) => device !== null && set({ device })}
      allowDeselect={false}
    />
  );
  return (
    <FormDialog
      title={say("expect.new")}
      loss={JSON.stringify(form) === JSON.stringify(start) ? null : say("expect.loss")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={isGone ? null : errors.rest}
      isGone={isGone}
    >
      <Radio.Group label={say("expect.who")} value={form.caller} onChange={(caller) => set({ caller })}>
        <Stack gap="xs" mt="xs">
          {CALLERS.map((caller) => (
            <Radio key={caller} value={caller} label={say(`expect.who.${caller}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {form.caller === "employee" && (
        <EmployeeSelect
          directory={directory}
          value={form.employee}
          onChange={(employee) => set({ employee, device: deviceOf(employee) ?? form.device })}
          error={error(form.employee === null, say("expect.employeeMissing"), "employee")}
        />
      )}
      {form.caller === "line" && (
        <LineSelect
          directory={directory}
          value={form.line}
          onChange={(line) => set({ line })}
          error={error(form.line === null, say("expect.lineMissing"), "line")}
        />
      )}
      {form.caller !== "line" && deviceField}
      <div>
        <TextInput
          label={say("testCall.dialled")}
          description={say("testCall.dialledHint")}
          value={form.dialled}
          onChange={(event) => set({ dialled: event.currentTarget.value })}
          error={error(form.dialled.trim() === "", say("expect.dialledMissing"), "dialled")}
          maxLength={200}
          inputMode="tel"
          autoComplete="off"
        />
        <Meaning company={company} dialled={form.dialled.trim()} device={usedDevice()} />
      </div>
      <Checkbox
        label={say("expect.noNumber")}
        description={say("expect.noNumberHint")}
        checked={!form.isShown}
        onChange={(event) => set({ isShown: !event.currentTarget.checked })}
      />
      {form.isShown && (
        <NumberSelect
          label={say("expect.number")}
          value={form.shows}
          onChange={(shows) => set({ shows })}
          directory={directory}
          error={error(form.shows === null, say("common.numberMissing"), "shows")}
        />
      )}
      <TextInput
        label={say("expect.note")}
        description={say("expect.noteHint")}
        value={form.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
        error={errors.fields.get("/note")}
        maxLength={200}
      />
    </FormDialog>
  );

  /** The first kind of an employee's lines, unless they have one of the chosen kind. */
  function deviceOf(employee: string): Device | undefined {
    const lines = employeeById(directory, employee)?.lines ?? [];
    return lines.some(({ device }) => device === form.device) ? form.device : lines[0]?.device;
  }

  function usedDevice(): Device {
    if (form.caller !== "line") return form.device;
    const lines = directory.employees.flatMap((employee) => employee.lines);
    return lines.find(({ id }) => id === form.line)?.device ?? form.device;
  }
}

/** Whether it is the same, whatever was saved around it. */
const isSame = (one: Expectation, other: Expectation) =>
  expectationKey(one) === expectationKey(other) && one.note === other.note;

type MeaningProps = Readonly<{ company: string; dialled: string; device: Device }>;

/** What is dialled, as the service reads it. */
function Meaning({ company, dialled, device }: MeaningProps) {
  const say = useWords();
  const language = useLanguage();
  const { body: fields } = useCompany(company);
  const [asked] = useDebouncedValue(dialled, ASK_AFTER_MS);
  const { data } = useQuery({
    ...dialledQuery(company, asked, device, fields),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  return (
    <div role="status">
      {dialled !== "" && data && (
        <Text size="sm" mt={4}>
          {say("dialling.means", { meaning: meaningText(data.destination, say, language) })}
        </Text>
      )}
    </div>
  );
}
