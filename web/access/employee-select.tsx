import { useMemo } from "react";
import type { Employee } from "../../src/policy/directory.ts";
import { useDirectory } from "../api/documents.ts";
import { peopleIndex, searchPeople } from "../find/search.ts";
import { shownOptions } from "../ui/shown-options.ts";
import { useWords } from "../words/use-words.ts";
import { Select } from "../ui/select.tsx";

type Props = Readonly<{
  company: string;
  value: string | null;
  onChange: (employee: string) => void;
  error: string | undefined;
}>;

const optionOf = ({ id, name, extension }: Employee) => ({
  value: id,
  label: [name, extension].filter(Boolean).join(" · "),
});

/** Somebody in the directory of a company, found by name, extension and department. */
export function EmployeeSelect({ company, value, onChange, error }: Props) {
  const say = useWords();
  const { body: directory } = useDirectory(company);
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const data = useMemo(() => directory.employees.map(optionOf), [directory]);
  const chosen = data.find((option) => option.value === value)?.label;
  return (
    <Select
      label={say("access.employee")}
      description={say("access.employeeHint")}
      data={data}
      value={value}
      onChange={(employee) => employee !== null && onChange(employee)}
      filter={({ search }) =>
        shownOptions(search === chosen ? data : searchPeople(index, search).employees.map(optionOf), say)
      }
      searchable
      allowDeselect={false}
      nothingFoundMessage={say("frame.nothingFound")}
      error={error}
      required
    />
  );
}
