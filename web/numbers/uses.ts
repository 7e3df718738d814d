/** The uses of the company's numbers. */
import type { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "../../src/policy/outgoing-numbers.ts";

export type Uses = {
  isMain: boolean;
  isEmergency: boolean;
  readonly personal: PersonalEntry[];
  readonly regional: RegionalEntry[];
};

/** By number; unused numbers are missing. */
export function usesOf(
  company: Company,
  outgoing: OutgoingNumbers,
  { employees, departments }: Pick<Directory, "employees" | "departments">,
): ReadonlyMap<string, Readonly<Uses>> {
  const found = new Map<string, Uses>();
  const at = (number: string) => {
    const uses = found.get(number) ?? { isMain: false, isEmergency: false, personal: [], regional: [] };
    found.set(number, uses);
    return uses;
  };
  if (outgoing.main !== null) at(outgoing.main).isMain = true;
  for (const { emergencyNumber } of [company, ...employees, ...departments])
    if (emergencyNumber !== undefined) at(emergencyNumber).isEmergency = true;
  for (const entry of outgoing.personal) at(entry.number).personal.push(entry);
  for (const entry of outgoing.regional) at(entry.number).regional.push(entry);
  return found;
}
