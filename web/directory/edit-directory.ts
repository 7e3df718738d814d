/** The edits of a directory. Each returns a new directory and changes nothing in place. */
import type { Department, Directory, Employee } from "../../src/policy/directory.ts";

const put = <T extends Readonly<{ id: string }>>(things: readonly T[], thing: T): readonly T[] => {
  const at = things.findIndex(({ id }) => id === thing.id);
  return at === -1 ? [...things, thing] : things.with(at, thing);
};

/** @param departments ids of all departments that the employee is in afterwards */
export function putEmployee(directory: Directory, employee: Employee, departments: readonly string[]): Directory {
  const chosen = new Set(departments);
  return {
    ...directory,
    employees: put(directory.employees, employee),
    departments: directory.departments.map((department) => {
      const isIn = department.members.includes(employee.id);
      if (isIn === chosen.has(department.id)) return department;
      const others = department.members.filter((member) => member !== employee.id);
      return { ...department, members: isIn ? others : [...others, employee.id] };
    }),
  };
}

export const removeEmployee = (directory: Directory, id: string): Directory => ({
  ...directory,
  employees: directory.employees.filter((employee) => employee.id !== id),
  departments: directory.departments.map((department) =>
    department.members.includes(id)
      ? { ...department, members: department.members.filter((member) => member !== id) }
      : department,
  ),
});

/** A new department comes last in the order that decides. */
export const putDepartment = (directory: Directory, department: Department): Directory => ({
  ...directory,
  departments: put(directory.departments, department),
});

export const removeDepartment = (directory: Directory, id: string): Directory => ({
  ...directory,
  departments: directory.departments.filter((department) => department.id !== id),
});

/** @param to the place, from 0; beyond the ends it becomes the first or the last */
export function moveDepartment(directory: Directory, id: string, to: number): Directory {
  const department = directory.departments.find((department) => department.id === id);
  if (!department) return directory;
  const others = directory.departments.filter((department) => department.id !== id);
  return { ...directory, departments: others.toSpliced(Math.max(0, to), 0, department) };
}
