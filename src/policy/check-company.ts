/** Validates a company's own fields. */
import { isCountry } from "../number/country.ts";
import type { Company } from "./company.ts";
import type { Directory } from "./directory.ts";
import { ProblemList, type Problems } from "./problem-list.ts";

/** @param current the saved company, whose values are not refused again; undefined for a new one */
export function checkCompany(
  { country, emergencyNumber }: Company,
  current: Company | undefined,
  { numbers }: Directory,
): Problems {
  const list = new ProblemList();
  if (!isCountry(country))
    list.add({ path: "/country", code: "country_unknown", message: `“${country}” is not a country.` });
  if (emergencyNumber !== undefined && emergencyNumber !== current?.emergencyNumber) {
    const number = numbers.find(({ number }) => number === emergencyNumber);
    if (!number?.on)
      list.add({
        path: "/emergencyNumber",
        code: number ? "number_off" : "number_unknown",
        message: number ? `${emergencyNumber} is turned off.` : `The company has no number ${emergencyNumber}.`,
      });
  }
  return list;
}
