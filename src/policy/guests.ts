import type { Company } from "./company.ts";
import type { Employee } from "./directory.ts";

/** Guests get the main number only, or are treated as own employees. */
export const SUBSTITUTIONS = ["main", "full"] as const;

/** Whether the personal and regional blocks apply to an employee's calls: for a guest, once the operator opens them. */
export function blocksAreOpen(employee: Employee, company: Company): boolean {
  return !employee.guest || (employee.substitution ?? company.guests) === "full";
}
