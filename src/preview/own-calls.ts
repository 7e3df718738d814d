/** What an employee sees of their own calls, and what they may set about them. */
import { choiceRefused } from "../decide/choice.ts";
import { standingChoices } from "../decide/choices.ts";
import { compile } from "../decide/compile.ts";
import type { Employee } from "../policy/directory.ts";
import type { DecidingDocuments } from "../policy/documents.ts";
import { placesOf } from "./place.ts";
import { ownDevicesOf, shownAt } from "./shown.ts";

/** Nobody looks through more on a telephone; a company may have thousands of regional numbers. */
const MOST_PLACES = 200;

/** @param employee of the directory */
export function ownCalls({ company, directory, "outgoing-numbers": outgoing }: DecidingDocuments, employee: Employee) {
  const compiled = compile(company, directory, outgoing);
  const caller = compiled.employees.get(employee.id)!;
  const all = placesOf(company.country, outgoing);
  const places = all.slice(0, MOST_PLACES);
  const { choice = null, withhold = null } = employee;
  return {
    mainOnly: caller.mainOnly,
    shown: shownAt(compiled, caller, ownDevicesOf(employee.lines), places).map(({ device, shown }) => ({
      device,
      places: shown.map((each, at) => ({ place: places[at]!, ...each })),
    })),
    morePlaces: all.length - places.length,
    choices: standingChoices(compiled, caller),
    choiceDevices: company.choiceDevices,
    choice,
    choiceRefused: choice === null ? null : choiceRefused(choice, compiled, caller),
    withhold,
    withholds: caller.withholds,
  };
}
