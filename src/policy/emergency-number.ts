/** The number that emergency calls show: of the company, a department or an employee. */
import type { Directory } from "./directory.ts";
import type { Problem } from "./problem.ts";

/** Whether each number of a company is on. */
export type NumbersOn = ReadonlyMap<string, boolean>;

export const whichAreOn = ({ numbers }: Directory): NumbersOn => new Map(numbers.map(({ number, on }) => [number, on]));

/**
 * @param standing the stored number in its place, which is not refused again
 * @returns why the number cannot be set there; null if it can
 */
export function unusableNumber(
  path: string,
  number: string | undefined,
  standing: string | undefined,
  numbers: NumbersOn,
): Problem | null {
  if (number === undefined || number === standing || numbers.get(number)) return null;
  return numbers.has(number)
    ? { path, code: "number_off", message: `${number} is turned off.` }
    : { path, code: "number_unknown", message: `The company has no number ${number}.` };
}

type Replacement = Readonly<{ number: string; by: string }>;

/** The directory with another number wherever one was an emergency number. */
export function withEmergencyNumberReplaced(directory: Directory, replacement: Replacement): Directory {
  return {
    ...directory,
    employees: directory.employees.map((employee) => replaced(employee, replacement)),
    departments: directory.departments.map((department) => replaced(department, replacement)),
  };
}

function replaced<Thing extends Readonly<{ emergencyNumber?: string | undefined }>>(
  thing: Thing,
  { number, by }: Replacement,
): Thing {
  return thing.emergencyNumber === number ? { ...thing, emergencyNumber: by } : thing;
}
