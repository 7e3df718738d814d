/** Names of entries, people and places in the reader's language. */
import { useMemo } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import type { DeviceCondition, PersonalEntry, RegionalEntry } from "../../src/policy/outgoing-numbers.ts";
import type { Place } from "../api/check.ts";
import type { GoneNames } from "../api/gone-names.ts";
import { countryName } from "../countries/country-name.ts";
import { writePhone } from "../ui/phone-number.tsx";
import type { WordKey } from "../words/load.ts";
import { useLanguage, useWords, type Say } from "../words/use-words.ts";
import type { Language } from "../words/language.ts";
import { departmentById, employeeById } from "./people.ts";

export const conditionKey = (device: DeviceCondition): WordKey => `people.condition.${device}`;

/** For use within a sentence: "corporate SIM only". */
export const conditionWithin = (device: DeviceCondition, say: Say) => say(`people.conditionWithin.${device}`);

export type Names = Readonly<{
  employee: (id: string) => string;
  department: (id: string) => string;
  country: (code: string) => string;
  /** Who or where an entry is for: "Ivan Petrov", "Germany", "prefix +49 30". */
  entry: (entry: PersonalEntry | RegionalEntry) => string;
  place: (place: Place) => string;
}>;

function namesOf(directory: Directory, gone: GoneNames, language: Language, say: Say): Names {
  const removed = (key: Parameters<GoneNames["get"]>[0], id: string) => say("people.gone", { id: gone.get(key) ?? id });
  const employee = (id: string) => employeeById(directory, id)?.name ?? removed(`employees/${id}`, id);
  const department = (id: string) => departmentById(directory, id)?.name ?? removed(`departments/${id}`, id);
  const country = (code: string) => countryName(code, language);
  return {
    employee,
    department,
    country,
    entry: (entry) => {
      if ("employee" in entry) return employee(entry.employee);
      if ("department" in entry) return say("people.departmentNamed", { name: department(entry.department) });
      if ("country" in entry) return country(entry.country);
      return say("people.prefixNamed", { prefix: writePhone(entry.prefix) });
    },
    place: (place) => {
      if (place.kind === "country") return country(place.country);
      return place.kind === "prefix" ? writePhone(place.prefix) : say(`common.place.${place.kind}`);
    },
  };
}

const NOBODY: GoneNames = new Map();

/**
 * @param directory whose people are known; all others are named as removed
 * @param gone what they were called, as far as it is known
 */
export function useNamesIn(directory: Directory, gone = NOBODY): Names {
  const language = useLanguage();
  const say = useWords();
  return useMemo(() => namesOf(directory, gone, language, say), [directory, gone, language, say]);
}
