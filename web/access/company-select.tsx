import { useMemo } from "react";
import { useAllCompanies } from "../api/companies.ts";
import { findByWords } from "../find/search.ts";
import { shownOptions } from "../ui/shown-options.ts";
import { useWords } from "../words/use-words.ts";
import { Select } from "../ui/select.tsx";

type Props = Readonly<{ value: string | null; onChange: (company: string) => void; error: string | undefined }>;

/** One of the companies, found by name and id. */
export function CompanySelect({ value, onChange, error }: Props) {
  const say = useWords();
  const data = useCompanyOptions();
  const chosen = data.find((option) => option.value === value)?.label;
  const find = useMemo(() => findByWords(data, ({ label }) => label), [data]);
  return (
    <Select
      label={say("frame.company")}
      data={data}
      value={value}
      onChange={(company) => company !== null && onChange(company)}
      filter={({ search }) => shownOptions(search === chosen || search.trim() === "" ? data : find(search), say)}
      searchable
      allowDeselect={false}
      nothingFoundMessage={say("frame.nothingFound")}
      error={error}
      required
    />
  );
}

export function useCompanyOptions(): { value: string; label: string }[] {
  const { data } = useAllCompanies();
  return useMemo(
    () => data?.pages.flat().map(({ id, name }) => ({ value: id, label: `${name} · ${id}` })) ?? [],
    [data],
  );
}
