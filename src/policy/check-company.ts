/** Validates a company's own fields. */
import { isCountry } from "../number/country.ts";
import type { Company } from "./company.ts";
import type { Directory } from "./directory.ts";
import { unusableNumber, whichAreOn } from "./emergency-number.ts";
import { ProblemList, type Problems } from "./problem-list.ts";

/** The most entries of each list. */
const MOST_ENTRIES = 50;

const LISTS = ["emergencyNumbers", "trunkCodes", "bare", "choiceDevices"] as const;

/** @param current the saved company, whose values are not refused again; undefined for a new one */
export function checkCompany(fields: Company, current: Company | undefined, directory: Directory): Problems {
  const { country, emergencyNumber } = fields;
  const list = new ProblemList();
  for (const name of LISTS)
    if (fields[name].length > MOST_ENTRIES)
      list.add({
        path: `/${name}`,
        code: "too_many_entries",
        message: `At most ${MOST_ENTRIES} can be saved; these are ${fields[name].length}.`,
      });
  if (!isCountry(country))
    list.add({ path: "/country", code: "country_unknown", message: `“${country}” is not a country.` });
  const problem = unusableNumber("/emergencyNumber", emergencyNumber, current?.emergencyNumber, whichAreOn(directory));
  if (problem) list.add(problem);
  return list;
}
