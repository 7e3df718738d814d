/** Validates a directory by itself; only the store knows who owns a number. */
import type { Directory } from "./directory.ts";
import { ProblemList, type Problems } from "./problem-list.ts";
import type { ProblemCode } from "./problem.ts";

/** From a mobile phone anywhere, they call emergency services (3GPP TS 22.101, 10.1) or are expected to. */
const CANNOT_BE_EXTENSIONS: ReadonlySet<string> = new Set(["112", "911", "999"]);

export function checkDirectory({ numbers, employees, departments }: Directory): Problems {
  const list = new ProblemList();
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
        message: `“${name}” stands here a second time.`,
        other: pathOf(other),
      });
  };
}
