/** What cannot be saved of a directory by itself; whose a number is, only the store can say. */
import type { Directory } from "./directory.ts";
import type { Problem, ProblemCode } from "./problem.ts";

/** They call emergency services wherever a mobile phone is (3GPP TS 22.101, 10.1) or are expected to. */
const CANNOT_BE_EXTENSIONS: ReadonlySet<string> = new Set(["112", "911", "999"]);

export function checkDirectory({ numbers, employees, departments }: Directory): readonly Problem[] {
  const problems: Problem[] = [];
  const numberSeen = unique("duplicate_number", problems);
  const employeeSeen = unique("duplicate_id", problems);
  const departmentSeen = unique("duplicate_id", problems);
  const extensionSeen = unique("duplicate_extension", problems);
  const lineSeen = unique("duplicate_line", problems);

  for (const [at, { number }] of numbers.entries()) numberSeen(number, `/numbers/${at}`, "number");
  for (const [at, { id, extension, lines }] of employees.entries()) {
    const entry = `/employees/${at}`;
    employeeSeen(id, entry, "id");
    if (extension !== null) {
      extensionSeen(extension, entry, "extension");
      if (CANNOT_BE_EXTENSIONS.has(extension))
        problems.push({
          path: `${entry}/extension`,
          code: "extension_reserved",
          message: `${extension} calls emergency services and cannot be an extension.`,
        });
    }
    for (const [lineAt, line] of lines.entries()) lineSeen(line.id, `${entry}/lines/${lineAt}`, "id");
  }
  const employeeIds = new Set(employees.map(({ id }) => id));
  for (const [at, { id, members }] of departments.entries()) {
    departmentSeen(id, `/departments/${at}`, "id");
    const memberSeen = unique("duplicate_id", problems);
    for (const [memberAt, member] of members.entries()) {
      const path = `/departments/${at}/members/${memberAt}`;
      memberSeen(member, path);
      if (!employeeIds.has(member))
        problems.push({ path, code: "member_unknown", message: `There is no employee “${member}” in the directory.` });
    }
  }
  return problems;
}

/** Tells the second of two things with one name, and points at the first. */
function unique(code: ProblemCode, problems: Problem[]) {
  const first = new Map<string, string>();
  return (name: string, entry: string, field?: string) => {
    const other = first.get(name);
    if (other === undefined) first.set(name, entry);
    else
      problems.push({
        path: field ? `${entry}/${field}` : entry,
        code,
        message: `“${name}” stands here a second time.`,
        other,
      });
  };
}
