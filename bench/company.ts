/** The company of the benchmarks: 200 employees, 100 numbers, 500 regional entries. */
import type { Company } from "../src/policy/company.ts";
import type { Directory } from "../src/policy/directory.ts";
import type { OutgoingNumbers } from "../src/policy/outgoing-numbers.ts";

export const company: Company = { name: "Bench", country: "BY", areaCode: "17", choice: "assigned", guests: "main" };

const numbers = Array.from({ length: 100 }, (_, at) => `+3751711${10_000 + at}`);
const employees = Array.from({ length: 200 }, (_, at) => `employee-${at}`);

export const directory: Directory = {
  numbers: numbers.map((number) => ({ number, label: "", on: true })),
  employees: employees.map((id, at) => ({
    id,
    name: `Employee ${at}`,
    extension: String(2000 + at),
    guest: false,
    lines: [{ id: `line-${at}`, device: "desk_phone" }],
  })),
  departments: [{ id: "all", name: "All", members: employees }],
};

/** @param entries regional ones, prefixes of Germany */
export function outgoingNumbers(entries: number): OutgoingNumbers {
  return {
    main: numbers[0]!,
    personal: employees.flatMap((employee, at) =>
      at % 2 === 0 ? { number: numbers[at % 100]!, employee, device: "any" as const } : [],
    ),
    regional: Array.from({ length: entries }, (_, at) => ({ number: numbers[at % 100]!, prefix: `+49${1000 + at}` })),
    priority: "regional",
  };
}
