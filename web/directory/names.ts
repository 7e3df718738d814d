/** Entries and what is about them, in the reader's words. */
import { useMemo } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import type { DeviceCondition, PersonalEntry, RegionalEntry } from "../../src/policy/outgoing-numbers.ts";
import type { Place } from "../api/check.ts";
import { countryName } from "../countries/country-name.ts";
import { writePhone } from "../ui/phone-number.tsx";
import type { WordKey } from "../words/load.ts";
import { useLanguage, useWords, type Say } from "../words/use-words.ts";
import type { Language } from "../words/language.ts";

export const DEVICE_CONDITIONS = ["any", "corporate_sim", "except_corporate_sim"] as const;

export const conditionKey = (device: DeviceCondition): WordKey => `people.condition.${device}`;

/** Within a sentence: «только с корпоративной SIM-карты». */
export function conditionWithin(device: DeviceCondition, say: Say): string {
  const text = say(conditionKey(device));
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export type Names = Readonly<{
  employee: (id: string) => string;
  department: (id: string) => string;
  country: (code: string) => string;
  /** Who or where an entry is for: «Иван Петров», «Германия», «+4930». */
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

/** @param directory where the people are known; those who are not there are told as removed */
export function useNamesIn(directory: Directory): Names {
  const language = useLanguage();
  const say = useWords();
  return useMemo(() => namesOf(directory, language, say), [directory, language, say]);
}
