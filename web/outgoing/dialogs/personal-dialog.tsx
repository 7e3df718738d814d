import { Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { DeviceCondition, PersonalEntry } from "../../../src/policy/outgoing-numbers.ts";
import { MultiSelect } from "../../ui/multi-select.tsx";
import { FormDialog } from "../../form/form-dialog.tsx";
import { useSubmitted } from "../../form/use-submitted.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { givenTo, putPersonal } from "../logic/edit.ts";
import type { PersonalRow } from "../logic/rows.ts";
import type { Names } from "../../directory/names.ts";
import { DeviceRadios } from "../../directory/device-radios.tsx";
import { NumberField } from "./number-field.tsx";
import { OptionWithNumber } from "./option-with-number.tsx";
import { useNames } from "../use-names.ts";
import { useShowGiven } from "./use-show-given.ts";
import { DEPARTMENT, EMPLOYEE, foundPeople, peopleOptions } from "./people-options.ts";

const without = (start: string, values: readonly string[]) =>
  values.filter((value) => value.startsWith(start)).map((value) => value.slice(start.length));
const valueOf = (entry: PersonalEntry) =>
  "employee" in entry ? EMPLOYEE + entry.employee : DEPARTMENT + entry.department;

type Props = Readonly<{
  /** The edited row; null: a new one. */
  row: PersonalRow | null;
  /** Ids of the employees that a new row begins with. */
  employees: readonly string[];
  /** Whether the block shows people, so that there is no row to go to. */
  isByPerson: boolean;
  onClose: () => void;
}>;

export function PersonalDialog({ row, employees, isByPerson, onClose }: Props) {
  const say = useWords();
  const { directory, saved, present, edit } = useDraft();
  const [number, setNumber] = useState(row?.number ?? null);
  const [people, setPeople] = useState<string[]>(
    () =>
      row?.chips.filter(({ state }) => state !== "removed").map(({ entry }) => valueOf(entry)) ??
      employees.map((id) => EMPLOYEE + id),
  );
  const [device, setDevice] = useState<DeviceCondition>(row?.device ?? "any");
  const [isSubmitted, markSubmitted] = useSubmitted();
  const names = useNames();
  const showGiven = useShowGiven();

  const has = useMemo(
    () =>
      new Map(
        present.personal.filter((entry) => entry.device === device).map((entry) => [valueOf(entry), entry.number]),
      ),
    [present, device],
  );
  const data = useMemo(() => {
    const known = new Set([
      ...directory.departments.map(({ id }) => DEPARTMENT + id),
      ...directory.employees.map(({ id }) => EMPLOYEE + id),
    ]);
    const gone = people.filter((value) => !known.has(value));
    return [
      ...peopleOptions(directory, say),
      ...(gone.length > 0
        ? [{ group: say("outgoing.goneGroup"), items: gone.map((value) => ({ value, label: nameOf(value, names) })) }]
        : []),
    ];
  }, [directory, say, people, names]);

  /** The person's present number for this device, if it would be replaced. */
  const otherNumber = (value: string) => (has.get(value) === number ? undefined : has.get(value));
  const replaced = people.filter((value) => otherNumber(value) !== undefined && !isOfRow(row, device, value));
  const guests = people.some((value) => directory.employees.some(({ id, guest }) => guest && EMPLOYEE + id === value));

  function apply(): void {
    markSubmitted();
    if (number === null || people.length === 0) return;
    const input = { number, employees: without(EMPLOYEE, people), departments: without(DEPARTMENT, people), device };
    edit((present) => putPersonal(saved, present, input, row ?? undefined));
    onClose();
    showGiven(givenTo(input), row === null, isByPerson);
  }

  return (
    <FormDialog
      title={say("dialogs.personal")}
      onClose={onClose}
      onSubmit={apply}
      action={say(row ? "frame.apply" : "frame.add")}
    >
      <NumberField value={number} onChange={setNumber} isSubmitted={isSubmitted} />
      <MultiSelect
        label={say("dialogs.people")}
        description={say("dialogs.peopleHint")}
        data={data}
        value={people}
        onChange={setPeople}
        clearable={people.length > 1}
        filter={({ options, search }) => foundPeople(directory, options, search, say)}
        renderOption={(shown) => <OptionWithNumber {...shown} number={otherNumber(shown.option.value)} />}
        nothingFoundMessage={say("frame.nothingFound")}
        error={isSubmitted && people.length === 0 ? say("dialogs.peopleMissing") : undefined}
      />
      {replaced.length > 0 && (
        <Text size="sm" role="status">
          {say("dialogs.replaces", { count: replaced.length })}
        </Text>
      )}
      {guests && (
        <Text size="sm" c="dimmed">
          {say("outgoing.guestNote")}
        </Text>
      )}
      <DeviceRadios value={device} onChange={setDevice} />
    </FormDialog>
  );
}

function nameOf(value: string, names: Names): string {
  return value.startsWith(EMPLOYEE)
    ? names.employee(value.slice(EMPLOYEE.length))
    : names.department(value.slice(DEPARTMENT.length));
}

/** Whether it belongs to the edited row: then no other number is replaced. */
const isOfRow = (row: PersonalRow | null, device: DeviceCondition, value: string) =>
  row !== null && row.device === device && row.chips.some(({ entry }) => valueOf(entry) === value);
