/** People, their departments and devices. */
import { DEVICES } from "../../src/number/device.ts";
import type { Device } from "../../src/policy/company.ts";
import type { Department, Directory, Employee } from "../../src/policy/directory.ts";
import { oncePer } from "../find/once-per.ts";
import type { Say } from "../words/use-words.ts";

export const deviceInWords = (device: Device, say: Say) => say(`people.device.${device}`);

/** The kinds of the lines: "Softphone, CRM". */
export const devicesInWords = (lines: Employee["lines"], say: Say) =>
  DEVICES.filter((device) => lines.some((line) => line.device === device))
    .map((device) => deviceInWords(device, say))
    .join(", ");

/** The departments of each employee, by the employee's id, in rank order. */
export const departmentsOf = oncePer(({ departments }: Directory): ReadonlyMap<string, readonly Department[]> => {
  const byMember = new Map<string, Department[]>();
  for (const department of departments)
    for (const member of department.members) {
      const known = byMember.get(member);
      if (known) known.push(department);
      else byMember.set(member, [department]);
    }
  return byMember;
});

/** The departments as options of a list, in the order of the directory. */
export const departmentOptions = oncePer(({ departments }: Directory) =>
  departments.map(({ id, name }) => ({ value: id, label: name })),
);

const employeesById = oncePer(({ employees }: Directory) => new Map(employees.map((one) => [one.id, one])));
const departmentsById = oncePer(({ departments }: Directory) => new Map(departments.map((one) => [one.id, one])));

export const employeeById = (directory: Directory, id: string): Employee | undefined =>
  employeesById(directory).get(id);

export const departmentById = (directory: Directory, id: string): Department | undefined =>
  departmentsById(directory).get(id);
