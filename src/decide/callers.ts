/** Whose entries are whose, in the order in which they are looked at. */
import { append } from "../policy/append.ts";
import type { Company } from "../policy/company.ts";
import type { Directory, Employee } from "../policy/directory.ts";
import { blocksAreOpen } from "../policy/guests.ts";
import type { OutgoingNumbers, PersonalEntry } from "../policy/outgoing-numbers.ts";

export type CallerEntries = Readonly<{
  /** A guest whose blocks are closed: only main is for them. */
  mainOnly: boolean;
  own: readonly PersonalEntry[];
  /** Of their departments: by rank. */
  departments: readonly PersonalEntry[];
}>;

/** Entries of one holder: a specific device condition before `any`. */
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
  for (const { id, members } of departments) {
    const entries = byDepartment.get(id);
    if (entries) for (const member of members) for (const entry of entries) append(departmentsOf, member, entry);
  }
  return (employee) => ({
    mainOnly: !blocksAreOpen(employee, company),
    own: byEmployee.get(employee.id) ?? [],
    departments: departmentsOf.get(employee.id) ?? [],
  });
}
