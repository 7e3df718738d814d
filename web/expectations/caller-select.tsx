/** Fields to choose who calls. */
import { useMemo } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import { deviceInWords } from "../directory/people.ts";
import { findByWords, peopleIndex, searchPeople } from "../find/search.ts";
import { writePhone } from "../ui/phone-number.tsx";
import { shownOptions } from "../ui/shown-options.ts";
import { useWords } from "../words/use-words.ts";
import { Select } from "../ui/select.tsx";

type Props = Readonly<{
  directory: Directory;
  value: string | null;
  onChange: (id: string) => void;
  error: string | undefined;
}>;

export function EmployeeSelect({ directory, value, onChange, error }: Props) {
  const say = useWords();
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const options = useMemo(
    () =>
      new Map(
        directory.employees.map(({ id, name, extension }) => [
          id,
          { value: id, label: extension === null ? name : `${name} · ${extension}` },
        ]),
      ),
    [directory],
  );
  const gone = value !== null && !options.has(value) ? [{ value, label: say("people.gone", { id: value }) }] : [];
  return (
    <Select
      label={say("employees.one")}
      data={[...options.values(), ...gone]}
      value={value}
      onChange={(id) => id !== null && onChange(id)}
      searchable
      allowDeselect={false}
      filter={({ search }) =>
        shownOptions(
          search === options.get(value ?? "")?.label
            ? [...options.values()]
            : searchPeople(index, search).employees.map(({ id }) => options.get(id)!),
          say,
        )
      }
      nothingFoundMessage={say("frame.nothingFound")}
      error={error}
    />
  );
}

export function LineSelect({ directory, value, onChange, error }: Props) {
  const say = useWords();
  const options = useMemo(
    () =>
      directory.employees.flatMap(({ name, lines }) =>
        lines.map(({ id, device }) => ({
          value: id,
          label: [id.startsWith("+") ? writePhone(id) : id, name, deviceInWords(device, say)].join(" · "),
        })),
      ),
    [directory, say],
  );
  const find = useMemo(() => findByWords(options, ({ label, value }) => `${label} ${value}`), [options]);
  const isKnown = value === null || options.some((option) => option.value === value);
  const gone = isKnown ? [] : [{ value, label: say("people.gone", { id: value }) }];
  const chosen = options.find((option) => option.value === value)?.label;
  return (
    <Select
      label={say("expect.lineField")}
      data={[...options, ...gone]}
      value={value}
      onChange={(id) => id !== null && onChange(id)}
      searchable
      allowDeselect={false}
      filter={({ search }) => shownOptions(search === chosen || search.trim() === "" ? options : find(search), say)}
      nothingFoundMessage={say("frame.nothingFound")}
      error={error}
    />
  );
}
