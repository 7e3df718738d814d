/** Puts and removes single items of a directory. Each function returns a new directory and changes nothing in place. */
import type { CompanyNumber, Department, Directory, Employee } from "./directory.ts";

type Things = { numbers: CompanyNumber; employees: Employee; departments: Department };

/** A list of the directory. */
export type List = keyof Things;
export type Thing<L extends List> = Things[L];

export const nameOf = (thing: CompanyNumber | Employee | Department): string =>
  "number" in thing ? thing.number : thing.id;

/** @returns the index; -1 if it is not there */
export function placeOf(directory: Directory, list: List, name: string): number {
  return directory[list].findIndex((thing) => nameOf(thing) === name);
}

/** Replaces the item of the same name; a new one comes last. */
export function putThing<L extends List>(directory: Directory, list: L, thing: Thing<L>): Directory {
  const things: readonly Thing<List>[] = directory[list];
  const at = placeOf(directory, list, nameOf(thing));
  return { ...directory, [list]: at === -1 ? [...things, thing] : things.with(at, thing) };
}

/** A removed employee also leaves their departments. */
export function removeThing(directory: Directory, list: List, name: string): Directory {
  const things: readonly Thing<List>[] = directory[list];
  const rest = { ...directory, [list]: things.filter((thing) => nameOf(thing) !== name) };
  return list === "employees" ? { ...rest, departments: rest.departments.map((team) => without(team, name)) } : rest;
}

function without(department: Department, employee: string): Department {
  return department.members.includes(employee)
    ? { ...department, members: department.members.filter((member) => member !== employee) }
    : department;
}
