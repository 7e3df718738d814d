/** The company of the benchmarks: 200 employees, 100 numbers, 500 regional entries. */
import { sampleCompany, type SampleCompany } from "../lab/companies/sample-company.ts";

const numbers = Array.from({ length: 100 }, (_, at) => `+3751711${10_000 + at}`);
const employees = Array.from({ length: 200 }, (_, at) => `employee-${at}`);

/** @param entries the number of regional entries, which are prefixes of Germany */
export const benchCompany = (entries: number): SampleCompany =>
  sampleCompany({
    company: { name: "Bench", areaCode: "17" },
    numbers,
    employees: employees.map((id, at) => ({
      id,
      name: `Employee ${at}`,
      extension: String(2000 + at),
      lines: `desk_phone line-${at}`,
    })),
    departments: [{ id: "all", name: "All", members: employees }],
    personal: employees.flatMap((employee, at) => (at % 2 === 0 ? { number: numbers[at % 100]!, employee } : [])),
    regional: Array.from({ length: entries }, (_, at) => ({ number: numbers[at % 100]!, prefix: `+49${1000 + at}` })),
  });
