import { useMemo, useState, type ReactNode } from "react";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { countryName } from "../countries/country-name.ts";
import { FilterChip } from "../table/filter-chip.tsx";
import { FilterSelect } from "../table/filter-select.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { countryOf } from "./country-of.ts";
import type { Uses } from "./uses.ts";

type Filter = Readonly<{
  /** Stays identical as long as nothing about it changes. */
  passes: (number: CompanyNumber) => boolean;
  fields: ReactNode;
}>;

/** The filters of the table of numbers. */
export function useNumberFilter(numbers: readonly CompanyNumber[], uses: ReadonlyMap<string, Uses>): Filter {
  const say = useWords();
  const language = useLanguage();
  const [unused, setUnused] = useState(false);
  const [off, setOff] = useState(false);
  const [unconfirmed, setUnconfirmed] = useState(false);
  const [country, setCountry] = useState<string | null>(null);
  const countries = useMemo(
    () =>
      [...new Set(numbers.flatMap(({ number }) => countryOf(number) ?? []))]
        .map((code) => ({ value: code, label: countryName(code, language) }))
        .sort((a, b) => a.label.localeCompare(b.label, language)),
    [numbers, language],
  );
  const passes = useMemo(
    () =>
      ({ number, on, confirmed }: CompanyNumber) =>
        !(unused && uses.has(number)) &&
        !(off && on) &&
        !(unconfirmed && confirmed === true) &&
        (country === null || countryOf(number) === country),
    [unused, off, unconfirmed, country, uses],
  );
  return {
    passes,
    fields: (
      <>
        <FilterChip label={say("numbers.onlyUnused")} isOn={unused} onToggle={setUnused} />
        <FilterChip label={say("numbers.onlyOff")} isOn={off} onToggle={setOff} />
        <FilterChip label={say("numbers.onlyUnconfirmed")} isOn={unconfirmed} onToggle={setUnconfirmed} />
        {countries.length > 1 && (
          <FilterSelect label={say("numbers.country")} data={countries} value={country} onChange={setCountry} />
        )}
      </>
    ),
  };
}
