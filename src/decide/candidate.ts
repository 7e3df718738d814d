import type { DeviceCondition, PersonalEntry } from "../policy/outgoing-numbers.ts";
import type { DecidedBy, PassedOver } from "./decision.ts";

/** A number that a rule selects. */
export type Candidate = Readonly<{
  number: string;
  decidedBy: DecidedBy;
  device: DeviceCondition;
  /** The recorded reason why the number may not be shown; null if it may. */
  passedOver: PassedOver | null;
}>;

/** @param numbers every number of the company, and whether it is on */
export function candidateOf(
  numbers: ReadonlyMap<string, boolean>,
  number: string,
  decidedBy: DecidedBy & { readonly rule: PassedOver["rule"] },
  device: DeviceCondition = "any",
): Candidate {
  const on = numbers.get(number);
  const reason = on === undefined ? "number_gone" : "number_off";
  return { number, decidedBy, device, passedOver: on ? null : { rule: decidedBy.rule, number, reason } };
}

export function personalCandidate(numbers: ReadonlyMap<string, boolean>, entry: PersonalEntry): Candidate {
  const { number, device } = entry;
  return "employee" in entry
    ? candidateOf(numbers, number, { rule: "employee", employee: entry.employee, device }, device)
    : candidateOf(numbers, number, { rule: "department", department: entry.department, device }, device);
}

export function emergencyCandidate(numbers: ReadonlyMap<string, boolean>, number: string): Candidate {
  return candidateOf(numbers, number, { rule: "emergency" });
}
