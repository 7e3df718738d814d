import { useMemo } from "react";
import { countriesIn, isCountryFound } from "../countries/countries.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import { Select } from "./select.tsx";

type Props = Readonly<{
  label: string;
  description?: string;
  value: string | null;
  onChange: (country: string) => void;
  error?: string | undefined;
  required?: boolean;
}>;

/** One country: found by its name in any language of the page, its code or its calling code. */
export function CountrySelect({ label, description, value, onChange, error, required = false }: Props) {
  const say = useWords();
  const language = useLanguage();
  const countries = useMemo(() => countriesIn(language), [language]);
  const data = useMemo(
    () => countries.map((country) => ({ value: country.code, label: `${country.name} +${country.callingCode}` })),
    [countries, language],
  );
  const chosen = data.find((option) => option.value === value)?.label;
  return (
    <Select
      label={label}
      description={description}
      data={data}
      value={value}
      onChange={(country) => country !== null && onChange(country)}
      searchable
      allowDeselect={false}
      filter={({ options, search }) => {
        if (search === chosen) return options;
        const found = new Set(countries.filter((country) => isCountryFound(country, search)).map(({ code }) => code));
        return options.filter((option) => "value" in option && found.has(option.value));
      }}
      nothingFoundMessage={say("frame.nothingFound")}
      error={error}
      required={required}
    />
  );
}
