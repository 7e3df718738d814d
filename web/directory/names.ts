/** Names of entries, people and places in the reader's language. */
import { useMemo } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import type { DeviceCondition, PersonalEntry, RegionalEntry } from "../../src/policy/outgoing-numbers.ts";
import type { Place } from "../api/check.ts";
import { countryName } from "../countries/country-name.ts";
import { writePhone } from "../ui/phone-number.tsx";
import type { WordKey } from "../words/load.ts";
import { useLanguage, useWords, type Say } from "../words/use-words.ts";
import type { Language } from "../words/language.ts";

export const conditionKey = (device: DeviceCondition): WordKey => `people.condition.${device}`;

/** For use within a sentence: "corporate SIM only". */
export function conditionWithin(device: DeviceCondition, say: Say): string {
  const text = say(conditionKey(device));
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export type Names = Readonly<{
  employee: (id: string) => string;
  department: (id: string) => string;
  country: (code: string) => string;
  /** Who or where an entry is for: "Ivan Petrov", "Germany", "+4930". */
  entry: (entry: PersonalEntry | RegionalEntry) => string;
  place: (place: Place) => string;
}>;

function namesOf({ employees, departments }: Directory, language: Language, say: Say): Names {
  const people = new Map(employees.map(({ id, name }) => [id, name]));
  const groups = new Map(departments.map(({ id, name }) => [id, name]));
  const employee = (id: string) => people.get(id) ?? say("people.gone", { id });
  const department = (id: string) => groups.get(id) ?? say("people.gone", { id });
  const country = (code: string) => countryName(code, language);
  return {
    employee,
    department,
    country,
    entry: (entry) => {
      if ("employee" in entry) return employee(entry.employee);
      if ("department" in entry) return say("people.departmentNamed", { name: department(entry.department) });
      return "country" in entry ? country(entry.country) : entry.prefix;
    },
    place: (place) => {
      if (place.kind === "country") return country(place.country);
      return place.kind === "prefix" ? writePhone(place.prefix) : say(`common.place.${place.kind}`);
    },
  };
}

/** @param directory whose people are known; all others are named as removed */
export function useNamesIn(directory: Directory): Names {
  const language = useLanguage();
  const say = useWords();
  return useMemo(() => namesOf(directory, language, say), [directory, language, say]);
}
