/** What clients see of a person, or of somebody in a department: for each device, at each place. */
import type { Device, Directory } from "../policy/directory.ts";
import { Device as Devices } from "../policy/directory.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { specificFirst } from "../decide/callers.ts";
import { personalCandidate } from "../decide/candidate.ts";
import type { CompiledCaller, CompiledCompany } from "../decide/compile.ts";
import { decideUnderstood } from "../decide/decide.ts";
import type { Decision } from "../decide/decision.ts";
import { destinationAt, type Place } from "./place.ts";

type Shown = Pick<Decision, "callerId" | "decidedBy" | "passedOver">;

/** One for each place, in their order. */
export type ShownFrom = Readonly<{ device: Device; shown: readonly Shown[] }>;

const ALL_DEVICES = Devices.options;

/** The kinds of somebody's lines; all where he has none, as he may get any. */
export function devicesOf(lines: readonly Readonly<{ device: Device }>[]): readonly Device[] {
  return lines.length === 0
    ? ALL_DEVICES
    : ALL_DEVICES.filter((device) => lines.some((line) => line.device === device));
}

export function devicesOfDepartment({ employees, departments }: Directory, id: string): readonly Device[] {
  const members = new Set(departments.find((department) => department.id === id)?.members);
  return devicesOf(employees.filter((employee) => members.has(employee.id)).flatMap(({ lines }) => lines));
}

/** Somebody who has no own number and is in this department alone. */
export function memberOf(
  { numbers }: CompiledCompany,
  { personal }: OutgoingNumbers,
  department: string,
): CompiledCaller {
  const entries = personal.filter((entry) => "department" in entry && entry.department === department);
  const departments = specificFirst(entries).map((entry) => personalCandidate(numbers, entry));
  return { extension: null, mainOnly: false, own: [], departments };
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
) => decideUnderstood(company, { caller, device }, { destination, privacy: false }, {});
