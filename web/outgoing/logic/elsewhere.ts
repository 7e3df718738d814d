/** Where warnings about other documents can be fixed: the outgoing numbers name only their codes. */
import { E164 } from "../../../src/number/e164.ts";
import type { Company } from "../../../src/policy/company.ts";
import type { Directory } from "../../../src/policy/directory.ts";
import type { Warning } from "../../../src/policy/problem.ts";

export type Elsewhere =
  | Readonly<{ section: "company" | "employees" }>
  | Readonly<{ employee: string; name: string }>
  | Readonly<{ department: string; name: string }>;

/** People and departments that are named for one code. */
const NAMED = 3;

export const elsewhere = (code: Warning["code"], company: Company, directory: Directory): readonly Elsewhere[] =>
  PLACES[code]?.(company, directory).slice(0, NAMED) ?? [];

const PLACES: Readonly<
  Partial<Record<Warning["code"], (company: Company, directory: Directory) => readonly Elsewhere[]>>
> = {
  outside_line_hides: () => [{ section: "company" }],
  outside_line_is_trunk_prefix: () => [{ section: "company" }],
  extension_is_emergency: () => [{ section: "employees" }],
  sim_not_e164: (_, { employees }) =>
    employees
      .filter(({ lines }) => lines.some(({ id, device }) => device === "corporate_sim" && !E164.test(id)))
      .map(({ id, name }) => ({ employee: id, name })),
  emergency_number_off: emergencyNumbersOff,
};

function emergencyNumbersOff(company: Company, { numbers, employees, departments }: Directory): readonly Elsewhere[] {
  const on = new Set(numbers.filter(({ on }) => on).map(({ number }) => number));
  const isOff = ({ emergencyNumber }: Readonly<{ emergencyNumber?: string | undefined }>) =>
    emergencyNumber !== undefined && !on.has(emergencyNumber);
  return [
    ...(isOff(company) ? [{ section: "company" } as const] : []),
    ...employees.filter(isOff).map(({ id, name }) => ({ employee: id, name })),
    ...departments.filter(isOff).map(({ id, name }) => ({ department: id, name })),
  ];
}
