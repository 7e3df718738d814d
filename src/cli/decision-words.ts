/** A decision in words. */
import type { Attestation, DecidedBy, Decision, PassedOver, TraceStep } from "../decide/decision.ts";
import type { Presentation } from "../decide/presentation.ts";
import type { DeviceCondition } from "../policy/outgoing-numbers.ts";

/** As the service answers it. */
export type AnsweredDecision = Decision & Readonly<{ revision: number; presentations?: readonly Presentation[] }>;

const COUNTRIES = new Intl.DisplayNames("en", { type: "region" });

const CONDITIONS: Readonly<Record<DeviceCondition, string>> = {
  any: "any device",
  corporate_sim: "the corporate SIM",
  except_corporate_sim: "all devices except the corporate SIM",
};

const REASONS: Readonly<Record<PassedOver["reason"], string>> = {
  number_off: "is off",
  number_gone: "is no longer the company's",
  choice_not_allowed: "may not be chosen for this call",
  trunk_refuses: "is not accepted by the trunk",
};

/** @param nameOf turns the id of an employee or a department into its name */
export function ruleInWords(decidedBy: DecidedBy, nameOf = (id: string) => id): string {
  switch (decidedBy.rule) {
    case "internal":
      return "internal call: the caller's extension";
    case "service_code":
      return "service code: it never leaves the PBX";
    case "emergency":
      return "emergency call";
    case "chosen":
      return "chosen by the caller for this call";
    case "forwarded":
      return "forwarded call that keeps its caller";
    case "prefix":
      return `calls to numbers that start with ${decidedBy.prefix}`;
    case "country":
      return `calls to ${countryInWords(decidedBy.country)}`;
    case "employee":
      return `number of employee ${nameOf(decidedBy.employee)}, for ${CONDITIONS[decidedBy.device]}`;
    case "department":
      return `number of department ${nameOf(decidedBy.department)}, for ${CONDITIONS[decidedBy.device]}`;
    case "main":
      return "main number";
    case "none":
      return "no number of the company can be shown";
  }
}

export function shownInWords({ callerId, decidedBy: { rule }, destination, extension }: Decision): string {
  if (callerId !== null) return callerId;
  if (destination.kind === "emergency") return "nothing: the call goes out with the trunk's own identity";
  if (rule === "internal") return extension == null ? "no extension" : `extension ${extension}`;
  return rule === "service_code" ? "nothing" : "nothing: the call must not go out with an invented number";
}

export function destinationInWords({ destination: { kind, e164, country } }: Decision): string {
  switch (kind) {
    case "external":
      return `${e164}${country === null ? ", not in any country" : `, ${countryInWords(country)}`}`;
    case "emergency":
      return "emergency services";
    case "short":
      return "short number";
    case "internal":
      return "extension of the company";
    case "service_code":
      return "service code";
    case "unrecognised":
      return "not recognised as a number";
  }
}

export function passedOverInWords({ rule, number, reason }: PassedOver): string {
  return `${number} (${rule}) ${REASONS[reason]}`;
}

const ATTESTATIONS: Readonly<Record<Attestation, string>> = {
  A: "A, the number is the company's, and the operator confirmed it",
  B: "B, the caller is known, the number is not confirmed",
  C: "C, neither the caller nor the number is known",
};

export const attestationInWords = (attestation: Attestation): string => ATTESTATIONS[attestation];

/** What one carrier gets; the first line names the trunk. */
export function presentationInWords({ trunk, from, called, ...headers }: Presentation): readonly string[] {
  const sender = from && `${from.display === null ? "" : `${from.display} `}${from.user}@${from.host}`;
  const lines = [
    ["called", called],
    ["From", sender],
    ["P-Asserted-Identity", headers.assertedIdentity],
    ["Privacy", headers.privacy],
    ["Diversion", headers.diversion],
    ["History-Info", headers.historyInfo],
  ] as const;
  const written = lines.flatMap(([name, value]) => (value === null ? [] : `${name}: ${value}`));
  return [trunk, ...(written.length > 0 ? written : ["gets nothing of this call"])];
}

/** One step of a trace. */
export function stepInWords(step: TraceStep): string {
  const entry = entryInWords(step);
  switch (step.outcome) {
    case "answer":
      return step.number == null ? `${entry}: this is the answer` : `${entry}: ${step.number} is the answer`;
    case "passed_over":
      return `${entry}: ${step.number} is passed over, it ${REASONS[step.reason!]}`;
    case "device_differs":
      return `${entry}: ${step.number} is for another device`;
    case "not_there":
      return `${entry}: nothing fits this call`;
    case "main_only":
      return "guest of another PBX: shows the main number only";
  }
}

const STEPS: Readonly<Record<TraceStep["rule"], string>> = {
  internal: "internal call",
  service_code: "service code",
  emergency: "emergency number",
  chosen: "choice for this call",
  forwarded: "number of the original caller",
  prefix: "regional number by prefix",
  country: "regional number by country",
  employee: "employee's number",
  department: "department's number",
  main: "main number",
  none: "no number",
  guest: "guest",
};

function entryInWords({ rule, prefix, country, employee, department, device }: TraceStep): string {
  const about = [
    prefix,
    country && countryInWords(country),
    employee,
    department,
    device && `for ${CONDITIONS[device]}`,
  ].filter((word) => word !== undefined);
  return [STEPS[rule], ...about].join(", ");
}

function countryInWords(country: string): string {
  return `${COUNTRIES.of(country)} (${country})`;
}
