import type { Device } from "../number/device.ts";
import type { Expectation } from "../policy/expectations.ts";
import type { Unmet } from "./expectations.ts";

const DEVICES: Readonly<Record<Device, string>> = {
  desk_phone: "desk phone",
  softphone: "softphone",
  mobile_app: "mobile app",
  corporate_sim: "corporate SIM",
  crm: "CRM",
};

/** A sentence about an expectation that does not hold. */
export function unmetInWords(expectation: Expectation, { shows, got, decidedBy, employee }: Unmet): string {
  const call = `A call to “${expectation.dialled}” from ${callerInWords(expectation)}`;
  if (decidedBy === null) return `${call} cannot be made: the directory has no such caller.`;
  const whose = employee === undefined ? "" : `, if “${employee}” calls`;
  return `${call} shows ${got ?? "no number"} instead of ${shows ?? "none"}${whose}.`;
}

function callerInWords(expectation: Expectation): string {
  if ("line" in expectation) return `line “${expectation.line}”`;
  const device = DEVICES[expectation.device];
  return "employee" in expectation ? `the ${device} of “${expectation.employee}”` : `every ${device}`;
}
