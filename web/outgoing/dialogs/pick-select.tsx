import type { ComboboxItem, ComboboxItemGroup, OptionsFilter } from "@mantine/core";
import { useMemo, useState } from "react";
import { countriesIn, isCountryFound } from "../../countries/countries.ts";
import { writePhone } from "../../ui/phone-number.tsx";
import { useLanguage, useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import type { Subject, Wanted } from "../logic/list-rows.ts";
import { useNames } from "../use-names.ts";
import { foundPeople, peopleOptions } from "./people-options.ts";
import { Select } from "../../ui/select.tsx";

type Props = Readonly<{
  label: string;
  wanted: Wanted;
  /** Those that it may be; null: any. */
  candidates: readonly Subject[] | null;
  value: Subject | null;
  onPick: (subject: Subject) => void;
}>;

const valueOf = ({ kind, id }: Subject) => `${kind} ${id}`;

/** Picks whom or where a row is for. */
export function PickSelect({ label, wanted, candidates, value, onPick }: Props) {
  const say = useWords();
  const nameOf = useSubjectName();
  const all = useOptions(wanted);
  const [isOpened, setOpened] = useState(false);
  const options = candidates
    ? candidates.map((subject) => ({ value: valueOf(subject), label: candidateName(subject, nameOf(subject)) }))
    : all.data;
  // A hundred of these lists stand in a dialog: only the opened one has its options.
  const data = isOpened ? options : value ? [{ value: valueOf(value), label: nameOf(value) }] : [];
  return (
    <Select
      aria-label={label}
      placeholder={say(`lists.choose.${wanted}`)}
      data={data}
      value={value && valueOf(value)}
      onChange={(picked) => {
        const [kind, ...id] = picked?.split(" ") ?? [];
        if (kind !== undefined) onPick({ kind, id: id.join(" ") } as Subject);
      }}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      searchable={candidates === null}
      {...(candidates === null && { filter: all.filter })}
      allowDeselect={false}
      nothingFoundMessage={say("frame.nothingFound")}
    />
  );
}

const candidateName = ({ kind, id }: Subject, name: string) =>
  kind === "employee" || kind === "department" ? `${name} · ${id}` : name;

type Options = Readonly<{ data: (ComboboxItem | ComboboxItemGroup<ComboboxItem>)[]; filter: OptionsFilter }>;

function useOptions(wanted: Wanted): Options {
  const say = useWords();
  const language = useLanguage();
  const { directory } = useDraft();
  return useMemo(() => {
    if (wanted === "prefix") return { data: [], filter: ({ options }) => [...options] };
    if (wanted === "country") {
      const countries = countriesIn(language);
      return {
        data: countries.map((country) => ({ value: `country ${country.code}`, label: country.name })),
        filter: ({ options, search }) => {
          const found = new Set(
            countries.filter((country) => isCountryFound(country, search)).map(({ code }) => `country ${code}`),
          );
          return options.filter((option) => "value" in option && found.has(option.value));
        },
      };
    }
    const [departments, employees] = peopleOptions(directory, say);
    const data = [departments!, employees!].filter((_, at) => wanted !== (["employee", "department"] as const)[at]);
    return { data, filter: ({ options, search }) => foundPeople(directory, options, search, say) };
  }, [wanted, language, directory, say]);
}

/** The name of a person, country or prefix. */
function useSubjectName(): (subject: Subject) => string {
  const say = useWords();
  const names = useNames();
  return ({ kind, id }) => {
    if (kind === "main") return say("outgoing.main");
    return kind === "prefix" ? writePhone(id) : names[kind](id);
  };
}
