/** Edits of a directory beyond those of single things (src/policy/edit-directory.ts). Each returns a new directory and changes nothing in place. */
import type { Directory, Employee } from "../../src/policy/directory.ts";
import { putThing } from "../../src/policy/edit-directory.ts";

/** @param departments ids of all departments that the employee is in afterwards */
export function putEmployee(directory: Directory, employee: Employee, departments: readonly string[]): Directory {
  const chosen = new Set(departments);
  return {
    ...putThing(directory, "employees", employee),
    departments: directory.departments.map((department) => {
      const isIn = department.members.includes(employee.id);
      if (isIn === chosen.has(department.id)) return department;
      const others = department.members.filter((member) => member !== employee.id);
      return { ...department, members: isIn ? others : [...others, employee.id] };
    }),
  };
}

/** @param to the place, from 0; beyond the ends it becomes the first or the last */
export function moveDepartment(directory: Directory, id: string, to: number): Directory {
  const department = directory.departments.find((department) => department.id === id);
  if (!department) return directory;
  const others = directory.departments.filter((department) => department.id !== id);
  return { ...directory, departments: others.toSpliced(Math.max(0, to), 0, department) };
}
