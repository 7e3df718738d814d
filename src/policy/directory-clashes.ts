/** What in a directory contradicts the rest of it. The page asks here, too, before it sends a list. */
import { EMERGENCY_EVERYWHERE } from "../number/emergency-everywhere.ts";
import type { Directory } from "./directory.ts";
import type { Problem, ProblemCode } from "./problem.ts";

type Report = (problem: Problem) => void;

/** Reports each name that two have, extensions that call emergency services, and members who are nobody. */
export function reportClashes({ numbers, employees, departments }: Directory, report: Report): void {
  const employeeAt = (at: number) => `/employees/${at}`;
  const numberSeen = unique("duplicate_number", report, (at: number) => `/numbers/${at}`, "/number");
  const employeeSeen = unique("duplicate_id", report, employeeAt, "/id");
  const extensionSeen = unique("duplicate_extension", report, employeeAt, "/extension");
  const lineSeen = unique(
    "duplicate_line",
    report,
    (at: LineAt) => `${employeeAt(at.employee)}/lines/${at.line}`,
    "/id",
  );
  const departmentSeen = unique("duplicate_id", report, (at: number) => `/departments/${at}`, "/id");

  for (const [at, { number }] of numbers.entries()) numberSeen(number, at);
  for (const [at, { id, extension, lines }] of employees.entries()) {
    employeeSeen(id, at);
    if (extension !== null) {
      extensionSeen(extension, at);
      if (EMERGENCY_EVERYWHERE.includes(extension))
        report({
          path: `${employeeAt(at)}/extension`,
          code: "extension_reserved",
          message: `${extension} calls emergency services and cannot be an extension.`,
        });
    }
    for (const [line, { id }] of lines.entries()) lineSeen(id, { employee: at, line });
  }
  const employeeIds = new Set(employees.map(({ id }) => id));
  for (const [at, { id, members }] of departments.entries()) {
    departmentSeen(id, at);
    const memberPath = (memberAt: number) => `/departments/${at}/members/${memberAt}`;
    const memberSeen = unique("duplicate_id", report, memberPath);
    for (const [memberAt, member] of members.entries()) {
      memberSeen(member, memberAt);
      if (!employeeIds.has(member))
        report({
          path: memberPath(memberAt),
          code: "member_unknown",
          message: `There is no employee “${member}” in the directory.`,
        });
    }
  }
}

type LineAt = Readonly<{ employee: number; line: number }>;

/**
 * Reports the second of two things with one name, and points at the first.
 * @param pathOf the JSON Pointer of a thing: only those that clash need theirs
 * @param field of the thing that holds the name
 */
function unique<At>(code: ProblemCode, report: Report, pathOf: (at: At) => string, field = "") {
  const first = new Map<string, At>();
  return (name: string, at: At) => {
    const other = first.get(name);
    if (other === undefined) first.set(name, at);
    else
      report({
        path: pathOf(at) + field,
        code,
        message: `“${name}” appears more than once.`,
        other: pathOf(other),
      });
  };
}
