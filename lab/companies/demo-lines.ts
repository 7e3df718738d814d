/** The lines of the demo company, with their employees and devices. */
import type { Device } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import { demoDirectory } from "./demo-company.ts";

const DEVICES: Readonly<Record<Device, string>> = {
  desk_phone: "desk phone",
  softphone: "softphone",
  mobile_app: "mobile app",
  corporate_sim: "corporate SIM",
  crm: "CRM",
};

/** @param line one of {@link demoDirectory} */
export function employeeOf(line: string): Directory["employees"][number] {
  return demoDirectory.employees.find(({ lines }) => lines.some(({ id }) => id === line))!;
}

/** In words. */
export function deviceOf(line: string): string {
  return DEVICES[employeeOf(line).lines.find(({ id }) => id === line)!.device];
}
