/** The numbers that clients see from an employee or a member of a department, for each device and place. */
import { Device } from "../policy/company.ts";
import type { Directory } from "../policy/directory.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { specificFirst } from "../decide/callers.ts";
import { personalCandidate } from "../decide/candidate.ts";
import type { CompiledCaller, CompiledCompany } from "../decide/compile.ts";
import { decideUnderstood } from "../decide/decide.ts";
import type { Decision } from "../decide/decision.ts";
import { destinationAt, type Place } from "./place.ts";

type Shown = Pick<Decision, "callerId" | "decidedBy" | "passedOver">;

/** One item for each place, in the same order. */
export type ShownFrom = Readonly<{ device: Device; shown: readonly Shown[] }>;

const ALL_DEVICES = Device.options;

/** The devices of the employee's lines; all devices if there are no lines, because any may be added. */
export function devicesOf(lines: readonly Readonly<{ device: Device }>[]): readonly Device[] {
  return lines.length === 0 ? ALL_DEVICES : ownDevicesOf(lines);
}

/** The devices of the employee's lines, in one order for everybody. */
export function ownDevicesOf(lines: readonly Readonly<{ device: Device }>[]): readonly Device[] {
  return ALL_DEVICES.filter((device) => lines.some((line) => line.device === device));
}

export function devicesOfDepartment({ employees, departments }: Directory, id: string): readonly Device[] {
  const members = new Set(departments.find((department) => department.id === id)?.members);
  return devicesOf(employees.filter((employee) => members.has(employee.id)).flatMap(({ lines }) => lines));
}

/** A member of only this department who has no number of their own. */
export function memberOf(
  { numbers }: CompiledCompany,
  { personal }: OutgoingNumbers,
  department: string,
): CompiledCaller {
  const entries = personal.filter((entry) => "department" in entry && entry.department === department);
  const departments = specificFirst(entries).map((entry) => personalCandidate(numbers, entry));
  return { extension: null, mainOnly: false, withholds: false, choice: null, emergency: [], own: [], departments };
}

export function shownAt(
  company: CompiledCompany,
  caller: CompiledCaller,
  devices: readonly Device[],
  places: readonly Place[],
): readonly ShownFrom[] {
  const destinations = places.map((place) => destinationAt(place, company.home.country));
  return devices.map((device) => ({
    device,
    shown: destinations.map((destination) => {
      const { callerId, decidedBy, passedOver } = shownTo(company, caller, device, destination);
      return { callerId, decidedBy, passedOver };
    }),
  }));
}

export const shownTo = (
  company: CompiledCompany,
  caller: CompiledCaller,
  device: Device,
  destination: ReturnType<typeof destinationAt>,
) => decideUnderstood(company, { caller, device }, { destination, privacy: null }, {});
