/** Makes a company from the parts that matter to a test; everything else is as simple as possible. */
import { Company, Device } from "../../src/policy/company.ts";
import { type CompanyNumber, type Department, type Directory, type Employee } from "../../src/policy/directory.ts";
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "../../src/policy/outgoing-numbers.ts";

export type SampleCompany = Readonly<{ company: Company; directory: Directory; outgoingNumbers: OutgoingNumbers }>;

/** A number in E.164 is on and has no label. */
type NumberGiven = string | (Pick<CompanyNumber, "number"> & Partial<CompanyNumber>);
/** The name defaults to the id. Lines are written as "desk_phone ivan-desk, softphone ivan-soft". */
type EmployeeGiven = Pick<Employee, "id"> & Partial<Omit<Employee, "lines">> & Readonly<{ lines?: string }>;
type DepartmentGiven = Pick<Department, "id"> &
  Readonly<{ name?: string; members?: readonly string[] } & Pick<Department, "emergencyNumber">>;
/** An entry of an employee or a department; the default device condition is `any`. */
type PersonalGiven = Readonly<
  { number: string; device?: PersonalEntry["device"] } & ({ employee: string } | { department: string })
>;

/** As many as are given, so that the first of two is known to be there. */
type Each<Given, Made> = { -readonly [At in keyof Given]: Made };

/**
 * By default, the home country is Belarus, the name is "Acme", and there are no people. Main is the first number that
 * is on, and regional numbers come before personal ones.
 */
export function sampleCompany<
  const Numbers extends readonly NumberGiven[] = [],
  const Employees extends readonly EmployeeGiven[] = [],
  const Departments extends readonly DepartmentGiven[] = [],
  const Personal extends readonly PersonalGiven[] = [],
  const Regional extends readonly RegionalEntry[] = [],
>({
  company = {},
  numbers,
  employees,
  departments,
  personal,
  regional,
  main,
  priority = "regional",
}: Readonly<{
  company?: Partial<Company>;
  numbers?: Numbers;
  employees?: Employees;
  departments?: Departments;
  personal?: Personal;
  regional?: Regional;
  main?: string;
  priority?: OutgoingNumbers["priority"];
}>) {
  const made = {
    numbers: (numbers ?? []).map(numberOf),
    employees: (employees ?? []).map(employeeOf),
    departments: (departments ?? []).map(({ id, name = id, members = [], ...more }) => ({
      id,
      name,
      members: [...members],
      ...more,
    })),
    personal: (personal ?? []).map((entry) => ({ device: "any", ...entry })),
  };
  return {
    company: Company.parse({ name: "Acme", country: "BY", ...company }),
    directory: {
      numbers: made.numbers as Each<Numbers, CompanyNumber>,
      employees: made.employees as Each<Employees, Employee>,
      departments: made.departments as Each<Departments, Department>,
    },
    outgoingNumbers: {
      main: main ?? made.numbers.find(({ on }) => on)?.number ?? null,
      personal: made.personal as Each<Personal, PersonalEntry>,
      regional: (regional ?? []) as Each<Regional, RegionalEntry>,
      priority,
    },
  };
}

function numberOf(given: NumberGiven): CompanyNumber {
  return { label: "", on: true, ...(typeof given === "string" ? { number: given } : given) };
}

function employeeOf({ lines, ...given }: EmployeeGiven): Employee {
  return { name: given.id, extension: null, guest: false, ...given, lines: linesOf(lines) };
}

/** @param text "desk_phone ivan-desk, corporate_sim +375291234567" */
export function linesOf(text = ""): Employee["lines"] {
  if (text === "") return [];
  return text.split(", ").map((line) => {
    const [device, id] = line.split(" ");
    return { device: Device.parse(device), id: id! };
  });
}
