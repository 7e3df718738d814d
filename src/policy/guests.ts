import type { Company } from "./company.ts";
import type { Employee } from "./directory.ts";

/** Whether the personal and regional blocks are asked for an employee's calls: for a guest, once the operator opens them. */
export function blocksAreOpen(employee: Employee, company: Company): boolean {
  return !employee.guest || (employee.substitution ?? company.guests) === "full";
}
