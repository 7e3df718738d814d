/** A company of 2,000 employees with 500 numbers and 2,500 entries: larger than the page is designed for. */
import { sampleCompany, type SampleCompany } from "./sample-company.ts";

/** 300 employees have the second number, so that one row of the page holds them all. */
export function largeCompany(
  names: Readonly<{ label: (at: number) => string; employee: (at: number) => string }>,
): SampleCompany {
  const numbers = Array.from({ length: 500 }, (_, at) => ({
    number: `+37517${2_000_000 + at}`,
    label: names.label(at),
  }));
  const employees = Array.from({ length: 2000 }, (_, at) => ({
    id: `e${at}`,
    name: names.employee(at),
    extension: `${1000 + at}`,
  }));
  const number = (at: number) => numbers[at % numbers.length]!.number;
  return sampleCompany({
    company: { areaCode: "17" },
    numbers,
    employees,
    personal: employees.map(({ id }, at) => ({ number: number(at < 300 ? 1 : at), employee: id })),
    regional: Array.from({ length: 500 }, (_, at) => ({ number: number(at), prefix: `+49${200 + at}` })),
  });
}
