/** Employees and departments as the options of one searchable list. */
import type { ComboboxItem, ComboboxItemGroup, ComboboxParsedItem } from "@mantine/core";
import type { Directory } from "../../../src/policy/directory.ts";
import { peopleIndex, searchPeople } from "../../find/search.ts";
import { shownOptions } from "../../ui/shown-options.ts";
import type { Say } from "../../words/use-words.ts";

/** These prefixes of their ids tell them apart. */
export const EMPLOYEE = "employee ";
export const DEPARTMENT = "department ";

export const peopleOptions = (directory: Directory, say: Say): ComboboxItemGroup<ComboboxItem>[] => [
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
];

/** Those of the options that a search finds. */
export function foundPeople(directory: Directory, options: readonly ComboboxParsedItem[], search: string, say: Say) {
  const items = options.flatMap((option) => ("group" in option ? option.items : [option])) as readonly ComboboxItem[];
  const known = new Map(items.map((item) => [item.value, item]));
  const found = searchPeople(peopleIndex(directory), search);
  const shown = (values: readonly string[]) =>
    shownOptions(
      values.flatMap((value) => known.get(value) ?? []),
      say,
    );
  return [
    { group: say("outgoing.departments"), items: shown(found.departments.map(({ id }) => DEPARTMENT + id)) },
    { group: say("outgoing.employees"), items: shown(found.employees.map(({ id }) => EMPLOYEE + id)) },
  ];
}
