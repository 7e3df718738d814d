import { Button, Stack, Text } from "@mantine/core";
import { useDeferredValue, useMemo, useState } from "react";
import { countriesIn, isCountryFound } from "../../countries/countries.ts";
import { MultiSelect } from "../../ui/multi-select.tsx";
import { writePhone } from "../../ui/phone-number.tsx";
import { sentence } from "../../words/sentence.ts";
import { useLanguage, useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { CountryParts } from "./country-parts.tsx";
import { OptionWithNumber } from "./option-with-number.tsx";
import { Note } from "../../ui/note.tsx";

type Props = Readonly<{
  value: readonly string[];
  onChange: (countries: readonly string[]) => void;
  /** The countries of the edited row. */
  own: readonly string[];
  /** The number that they are given. */
  number: string | null;
  error: string | undefined;
}>;

/** Countries, found by a search or ticked in a list of all by parts of the world. */
export function CountryPicker({ value, onChange, own, number, error }: Props) {
  const say = useWords();
  const language = useLanguage();
  const { fields, present } = useDraft();
  const [all, setAll] = useState(false);
  // The button answers before the boxes are drawn.
  const listed = useDeferredValue(all);
  const countries = useMemo(() => countriesIn(language), [language]);
  const byCode = useMemo(() => new Map(countries.map((country) => [country.code, country])), [countries]);
  const data = useMemo(
    () => countries.map((country) => ({ value: country.code, label: `${country.name} +${country.callingCode}` })),
    [countries, language],
  );
  const hasElsewhere = useMemo(() => {
    const entries = present.regional.flatMap((entry) =>
      "country" in entry && !own.includes(entry.country) ? [[entry.country, entry.number] as const] : [],
    );
    return new Map(entries);
  }, [present, own]);
  /** The country's present number, if it would be replaced. */
  const otherNumber = (code: string) => (hasElsewhere.get(code) === number ? undefined : hasElsewhere.get(code));
  const replaced = value.flatMap((code) => {
    const now = otherNumber(code);
    return now === undefined ? [] : [`${byCode.get(code)?.name ?? code} (${writePhone(now)})`];
  });

  return (
    <Stack gap="xs" align="stretch">
      <MultiSelect
        label={say("dialogs.countries")}
        data={data}
        value={[...value]}
        onChange={onChange}
        filter={({ options, search }) =>
          options.filter((option) => "value" in option && isCountryFound(byCode.get(option.value)!, search))
        }
        renderOption={(shown) => <OptionWithNumber {...shown} number={otherNumber(shown.option.value)} />}
        nothingFoundMessage={say("dialogs.countryNotFound")}
        error={error}
      />
      {replaced.length > 0 && (
        <Text size="sm" role="status">
          {say("dialogs.replacesCountries", {
            countries: replaced.join(", "),
          })}
        </Text>
      )}
      {value.includes(fields.country) && (
        <div role="status">
          <Note tone="warning">{sentence(say("problem.country_is_home"))}</Note>
        </div>
      )}
      <Button variant="subtle" size="compact-md" aria-expanded={all} onClick={() => setAll(!all)}>
        {say(all ? "dialogs.hideRegions" : "dialogs.allRegions")}
      </Button>
      {listed && <CountryParts value={value} onChange={onChange} has={hasElsewhere} number={number} />}
    </Stack>
  );
}
