/** The entries that apply to each caller, in the order in which they are tried. */
import { append } from "../policy/append.ts";
import type { Company } from "../policy/company.ts";
import type { Directory, Employee } from "../policy/directory.ts";
import { blocksAreOpen } from "../policy/guests.ts";
import type { OutgoingNumbers, PersonalEntry } from "../policy/outgoing-numbers.ts";

export type CallerEntries = Readonly<{
  /** A guest to whom the blocks are closed, who gets only main. */
  mainOnly: boolean;
  withholds: boolean;
  /** The standing choice; null if there is none. */
  choice: string | null;
  /** Their own emergency number, then those of their departments by rank. */
  emergency: readonly string[];
  own: readonly PersonalEntry[];
  /** The entries of their departments, by rank. */
  departments: readonly PersonalEntry[];
}>;

/** Sorts the entries of one employee or department: a specific device condition comes before `any`. */
export function specificFirst(entries: readonly PersonalEntry[]): readonly PersonalEntry[] {
  return [...entries].sort((a, b) => Number(a.device === "any") - Number(b.device === "any"));
}

export function entriesOfCallers(
  company: Company,
  { departments }: Directory,
  { personal }: OutgoingNumbers,
): (employee: Employee) => CallerEntries {
  const byEmployee = new Map<string, PersonalEntry[]>();
  const byDepartment = new Map<string, PersonalEntry[]>();
  for (const entry of specificFirst(personal))
    if ("employee" in entry) append(byEmployee, entry.employee, entry);
    else append(byDepartment, entry.department, entry);
  const departmentsOf = new Map<string, PersonalEntry[]>();
  const emergencyOf = new Map<string, string[]>();
  for (const { id, members, emergencyNumber } of departments) {
    if (emergencyNumber !== undefined) for (const member of members) append(emergencyOf, member, emergencyNumber);
    const entries = byDepartment.get(id);
    if (entries) for (const member of members) for (const entry of entries) append(departmentsOf, member, entry);
  }
  return (employee) => ({
    mainOnly: !blocksAreOpen(employee, company),
    withholds: employee.withhold ?? company.withhold,
    choice: employee.choice ?? null,
    emergency: [employee.emergencyNumber ?? [], emergencyOf.get(employee.id) ?? []].flat(),
    own: byEmployee.get(employee.id) ?? [],
    departments: departmentsOf.get(employee.id) ?? [],
  });
}
