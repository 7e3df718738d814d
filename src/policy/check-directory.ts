/** Validates a directory by itself; only the store knows who owns a number. */
import { reportClashes } from "./directory-clashes.ts";
import { emptyDirectory, type Directory } from "./directory.ts";
import { unusableNumber, whichAreOn } from "./emergency-number.ts";
import { ProblemList, type Problems } from "./problem-list.ts";

/** Far beyond any office; every call of a company is decided from what this bounds. */
export const MOST = { numbers: 50_000, trunks: 50, lines: 50, departments: 10_000, members: 1_000_000 };

/** @param current the saved directory, whose emergency numbers and choices are not refused again */
export function checkDirectory(directory: Directory, current: Directory = emptyDirectory): Problems {
  const list = new ProblemList();
  checkSize(directory, list);
  if (list.problems.length > 0) return list;
  reportClashes(directory, (problem) => list.add(problem));
  checkEmergencyNumbers(directory, current, list);
  checkChoices(directory, current, list);
  return list;
}

function checkEmergencyNumbers(directory: Directory, current: Directory, list: ProblemList): void {
  const numbers = whichAreOn(directory);
  for (const kind of ["employees", "departments"] as const) {
    const standing = new Map(current[kind].map(({ id, emergencyNumber }) => [id, emergencyNumber]));
    for (const [at, { id, emergencyNumber }] of directory[kind].entries()) {
      const path = `/${kind}/${at}/emergencyNumber`;
      const problem = unusableNumber(path, emergencyNumber, standing.get(id), numbers);
      if (problem) list.add(problem);
    }
  }
}

function checkChoices(directory: Directory, current: Directory, list: ProblemList): void {
  const numbers = whichAreOn(directory);
  const standing = new Map(current.employees.map(({ id, choice }) => [id, choice]));
  for (const [at, { id, choice }] of directory.employees.entries()) {
    const problem = unusableNumber(`/employees/${at}/choice`, choice, standing.get(id), numbers);
    if (problem) list.add(problem);
  }
}

function checkSize({ numbers, employees, departments }: Directory, list: ProblemList): void {
  const tooMany = (path: string, most: number) =>
    list.add({ path, code: "too_many_entries", message: `At most ${most} can be saved.` });
  if (numbers.length > MOST.numbers) tooMany("/numbers", MOST.numbers);
  for (const [at, { trunks = [] }] of numbers.entries())
    if (trunks.length > MOST.trunks) tooMany(`/numbers/${at}/trunks`, MOST.trunks);
  for (const [at, { lines }] of employees.entries())
    if (lines.length > MOST.lines) tooMany(`/employees/${at}/lines`, MOST.lines);
  if (departments.length > MOST.departments) tooMany("/departments", MOST.departments);
  const members = departments.reduce((count, department) => count + department.members.length, 0);
  if (members > MOST.members) tooMany("/departments", MOST.members);
}
