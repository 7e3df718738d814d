/** An employee as the fields of a form. */
import type { Substitution } from "../../src/policy/company.ts";
import type { Directory, Employee } from "../../src/policy/directory.ts";
import { departmentsOf, employeeById } from "../directory/people.ts";

export type EmployeeForm = Readonly<{
  name: string;
  /** Empty: none. */
  extension: string;
  /** Ids, in rank order. */
  departments: readonly string[];
  lines: Employee["lines"];
  guest: boolean;
  /** Empty: as set for the company. */
  substitution: Substitution | "";
  /** Null: the department's or the company's. */
  emergencyNumber: string | null;
  /** Empty: as set for the company. */
  withhold: "hide" | "show" | "";
  /** The standing choice; null: none. */
  choice: string | null;
}>;

export const BLANK: EmployeeForm = {
  name: "",
  extension: "",
  departments: [],
  lines: [],
  guest: false,
  substitution: "",
  emergencyNumber: null,
  withhold: "",
  choice: null,
};

export const formOf = (directory: Directory, employee: Employee): EmployeeForm => ({
  name: employee.name,
  extension: employee.extension ?? "",
  departments: (departmentsOf(directory).get(employee.id) ?? []).map(({ id }) => id),
  lines: employee.lines,
  guest: employee.guest,
  substitution: employee.substitution ?? "",
  emergencyNumber: employee.emergencyNumber ?? null,
  withhold: withholdOf(employee),
  choice: employee.choice ?? null,
});

function withholdOf({ withhold }: Employee): EmployeeForm["withhold"] {
  if (withhold === undefined) return "";
  return withhold ? "hide" : "show";
}

export function storedForm(directory: Directory, id: string): EmployeeForm | undefined {
  const employee = employeeById(directory, id);
  return employee && formOf(directory, employee);
}

export const employeeOf = (id: string, form: EmployeeForm): Employee => ({
  id,
  name: form.name.trim(),
  extension: form.extension.trim() || null,
  guest: form.guest,
  lines: form.lines.map((line) => ({ ...line, id: line.id.trim() })),
  ...(form.guest && form.substitution !== "" && { substitution: form.substitution }),
  ...(form.emergencyNumber !== null && { emergencyNumber: form.emergencyNumber }),
  ...(form.withhold !== "" && { withhold: form.withhold === "hide" }),
  ...(form.choice !== null && { choice: form.choice }),
});
