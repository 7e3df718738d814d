/** Validates a directory by itself; only the store knows who owns a number. */
import type { Directory } from "./directory.ts";
import { ProblemList, type Problems } from "./problem-list.ts";
import type { ProblemCode } from "./problem.ts";

/** From a mobile phone anywhere, they call emergency services (3GPP TS 22.101, 10.1) or are expected to. */
const CANNOT_BE_EXTENSIONS: ReadonlySet<string> = new Set(["112", "911", "999"]);

/** Far beyond any office; every call of a company is decided from what this bounds. */
const MOST = { numbers: 50_000, lines: 50, departments: 10_000, members: 1_000_000 };

export function checkDirectory(directory: Directory): Problems {
  const { numbers, employees, departments } = directory;
  const list = new ProblemList();
  checkSize(directory, list);
  if (list.problems.length > 0) return list;
  const employeeAt = (at: number) => `/employees/${at}`;
  const numberSeen = unique("duplicate_number", list, (at: number) => `/numbers/${at}`, "/number");
  const employeeSeen = unique("duplicate_id", list, employeeAt, "/id");
  const extensionSeen = unique("duplicate_extension", list, employeeAt, "/extension");
  const lineSeen = unique("duplicate_line", list, (at: LineAt) => `${employeeAt(at.employee)}/lines/${at.line}`, "/id");
  const departmentSeen = unique("duplicate_id", list, (at: number) => `/departments/${at}`, "/id");

  for (const [at, { number }] of numbers.entries()) numberSeen(number, at);
  for (const [at, { id, extension, lines }] of employees.entries()) {
    employeeSeen(id, at);
    if (extension !== null) {
      extensionSeen(extension, at);
      if (CANNOT_BE_EXTENSIONS.has(extension))
        list.add({
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
    const memberSeen = unique("duplicate_id", list, memberPath);
    for (const [memberAt, member] of members.entries()) {
      memberSeen(member, memberAt);
      if (!employeeIds.has(member))
        list.add({
          path: memberPath(memberAt),
          code: "member_unknown",
          message: `There is no employee “${member}” in the directory.`,
        });
    }
  }
  return list;
}

function checkSize({ numbers, employees, departments }: Directory, list: ProblemList): void {
  const tooMany = (path: string, most: number) =>
    list.add({ path, code: "too_many_entries", message: `At most ${most} can be saved.` });
  if (numbers.length > MOST.numbers) tooMany("/numbers", MOST.numbers);
  for (const [at, { lines }] of employees.entries())
    if (lines.length > MOST.lines) tooMany(`/employees/${at}/lines`, MOST.lines);
  if (departments.length > MOST.departments) tooMany("/departments", MOST.departments);
  const members = departments.reduce((count, department) => count + department.members.length, 0);
  if (members > MOST.members) tooMany("/departments", MOST.members);
}

type LineAt = Readonly<{ employee: number; line: number }>;

/**
 * Reports the second of two things with one name, and points at the first.
 * @param pathOf the JSON Pointer of a thing: only those that clash need theirs
 * @param field of the thing that holds the name
 */
function unique<At>(code: ProblemCode, list: ProblemList, pathOf: (at: At) => string, field = "") {
  const first = new Map<string, At>();
  return (name: string, at: At) => {
    const other = first.get(name);
    if (other === undefined) first.set(name, at);
    else
      list.add({
        path: pathOf(at) + field,
        code,
        message: `“${name}” appears more than once.`,
        other: pathOf(other),
      });
  };
}
