import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { useDeferredValue, useMemo, useState } from "react";
import { countriesByPart, countriesIn, isCountryFound } from "../../countries/countries.ts";
import { MultiSelect } from "../../ui/multi-select.tsx";
import { useLanguage, useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import classes from "../outgoing.module.css";
import { OptionWithNumber } from "./option-with-number.tsx";

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
  // The button responds before two hundred checkboxes are rendered.
  const isShown = useDeferredValue(all);
  const countries = useMemo(() => countriesIn(language), [language]);
  const byCode = useMemo(() => new Map(countries.map((country) => [country.code, country])), [countries]);
  const data = useMemo(
    () => countries.map((country) => ({ value: country.code, label: `${country[language]} +${country.callingCode}` })),
    [countries, language],
  );
  const has = useMemo(
    () => new Map(present.regional.flatMap((entry) => ("country" in entry ? [[entry.country, entry.number]] : []))),
    [present],
  );
  /** The country's present number, if it would be replaced. */
  const otherNumber = (code: string) => (has.get(code) === number ? undefined : has.get(code));
  const replaced = value.filter((code) => otherNumber(code) !== undefined && !own.includes(code));
  const chosen = new Set(value);
  const tick = (code: string) =>
    onChange(chosen.has(code) ? value.filter((country) => country !== code) : [...value, code]);

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
            countries: replaced.map((code) => byCode.get(code)?.[language] ?? code).join(", "),
          })}
        </Text>
      )}
      {chosen.has(fields.country) && (
        <Text size="sm" role="status">
          {"⚠ "}
          {say("problem.country_is_home")}
        </Text>
      )}
      <Button variant="subtle" size="compact-md" aria-expanded={all} onClick={() => setAll(!all)}>
        {say("dialogs.allRegions")}
      </Button>
      {isShown && (
        <div className={classes.parts}>
          {countriesByPart(language).map((part) => (
            <fieldset key={part.code}>
              <legend>{part.name}</legend>
              <Stack gap={6} mt={6}>
                {part.countries.map(({ code, callingCode, ...names }) => (
                  <Checkbox
                    key={code}
                    label={`${names[language]} +${callingCode}`}
                    checked={chosen.has(code)}
                    onChange={() => tick(code)}
                  />
                ))}
              </Stack>
            </fieldset>
          ))}
        </div>
      )}
    </Stack>
  );
}
