/** What cannot be saved of a company's own fields. */
import { isCountry } from "../number/country.ts";
import type { Company } from "./company.ts";
import type { Directory } from "./directory.ts";
import type { Problem } from "./problem.ts";

/** @param current what stands there already is not refused again; undefined of a new company */
export function checkCompany(
  { country, emergencyNumber }: Company,
  current: Company | undefined,
  { numbers }: Directory,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (!isCountry(country))
    problems.push({ path: "/country", code: "country_unknown", message: `“${country}” is no country.` });
  if (emergencyNumber !== undefined && emergencyNumber !== current?.emergencyNumber) {
    const number = numbers.find(({ number }) => number === emergencyNumber);
    if (!number?.on)
      problems.push({
        path: "/emergencyNumber",
        code: number ? "number_off" : "number_unknown",
        message: number ? `${emergencyNumber} is turned off.` : `The company has no number ${emergencyNumber}.`,
      });
  }
  return problems;
}
