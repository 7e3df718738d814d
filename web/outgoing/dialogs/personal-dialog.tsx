import { Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { DeviceCondition, PersonalEntry } from "../../../src/policy/outgoing-numbers.ts";
import { MultiSelect } from "../../ui/multi-select.tsx";
import { shownOptions } from "../../ui/shown-options.ts";
import { FormDialog } from "../../form/form-dialog.tsx";
import { useSubmitted } from "../../form/use-submitted.ts";
import { useWords, type Say } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { putPersonal } from "../logic/edit.ts";
import type { PersonalRow } from "../logic/rows.ts";
import { peopleIndex, searchPeople } from "../../find/search.ts";
import { DeviceRadios } from "./device-radios.tsx";
import { NumberField } from "./number-field.tsx";
import { OptionWithNumber } from "./option-with-number.tsx";

/** Employees and departments share a list; these prefixes of their ids tell them apart. */
const EMPLOYEE = "employee ";
const DEPARTMENT = "department ";
const without = (start: string, values: readonly string[]) =>
  values.filter((value) => value.startsWith(start)).map((value) => value.slice(start.length));
const valueOf = (entry: PersonalEntry) =>
  "employee" in entry ? EMPLOYEE + entry.employee : DEPARTMENT + entry.department;

type Props = Readonly<{
  /** The edited row; null: a new one. */
  row: PersonalRow | null;
  /** Ids of the employees that a new row begins with. */
  employees: readonly string[];
  onClose: () => void;
}>;

export function PersonalDialog({ row, employees, onClose }: Props) {
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

  const index = useMemo(() => peopleIndex(directory), [directory]);
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
      {
        group: say("outgoing.departments"),
        items: directory.departments.map(({ id, name }) => ({ value: DEPARTMENT + id, label: name })),
      },
      {
        group: say("outgoing.employees"),
        items: directory.employees.map(({ id, name, extension, guest }) => ({
          value: EMPLOYEE + id,
          label: [name, extension, guest ? say("people.guest") : ""].filter(Boolean).join(" · "),
        })),
      },
      ...(gone.length > 0
        ? [{ group: say("outgoing.goneGroup"), items: gone.map((value) => ({ value, label: goneName(value, say) })) }]
        : []),
    ];
  }, [directory, say, people]);

  const options = useMemo(
    () => new Map(data.flatMap(({ items }) => items).map((option) => [option.value, option])),
    [data],
  );

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
        filter={({ search }) => {
          const found = searchPeople(index, search);
          const shown = (values: readonly string[]) =>
            shownOptions(
              values.map((value) => options.get(value)!),
              say,
            );
          return [
            {
              group: say("outgoing.departments"),
              items: shown(found.departments.map(({ id }) => DEPARTMENT + id)),
            },
            { group: say("outgoing.employees"), items: shown(found.employees.map(({ id }) => EMPLOYEE + id)) },
          ];
        }}
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

const goneName = (value: string, say: Say) => say("people.gone", { id: value.slice(value.indexOf(" ") + 1) });

/** Whether it belongs to the edited row: then no other number is replaced. */
const isOfRow = (row: PersonalRow | null, device: DeviceCondition, value: string) =>
  row !== null && row.device === device && row.chips.some(({ entry }) => valueOf(entry) === value);
