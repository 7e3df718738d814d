/** Decides which number a call shows: docs/rules.md, "A decision", step by step. */
import type { Destination } from "../number/destination.ts";
import { understand, type Understood } from "../number/understand.ts";
import type { Device } from "../policy/directory.ts";
import { readChoice } from "./choice.ts";
import type { Candidate } from "./candidate.ts";
import { stranger, type CompiledCaller, type CompiledCompany } from "./compile.ts";
import type { Call, DecidedBy, Decision, PassedOver } from "./decision.ts";
import { Findings } from "./findings.ts";

/** The caller as the directory knows them; `device` is null if the line is not in the directory. */
export type KnownCaller = Readonly<{ caller: CompiledCaller; device: Device | null }>;

/**
 * The treatment of a line that is not in the directory: `refuse` answers `line_unknown`; `main` decides as for a
 * guest to whom the blocks are closed, so that the phone can still call out.
 */
export type UnknownLine = "refuse" | "main";

export type Decided = Readonly<
  { known: true; decision: Decision; lineKnown: boolean } | { known: false; code: "line_unknown" | "employee_unknown" }
>;

export type DecideOptions = Readonly<{
  /** Adds the trace to the decision and changes nothing else. */
  explain?: boolean;
  unknownLine?: UnknownLine;
}>;

const unknownCaller: KnownCaller = { caller: stranger, device: null };
const LINE_UNKNOWN: Decided = Object.freeze({ known: false, code: "line_unknown" });
const EMPLOYEE_UNKNOWN: Decided = Object.freeze({ known: false, code: "employee_unknown" });

export function findCaller(company: CompiledCompany, call: Call): KnownCaller | undefined {
  if ("line" in call) return company.lines.get(call.line);
  const caller = company.employees.get(call.employee);
  return caller && { caller, device: call.device };
}

export function decide(
  company: CompiledCompany,
  call: Call,
  { explain = false, unknownLine = "refuse" }: DecideOptions = {},
): Decided {
  const found = findCaller(company, call);
  if (found === undefined && !("line" in call)) return EMPLOYEE_UNKNOWN;
  if (found === undefined && unknownLine === "refuse") return LINE_UNKNOWN;
  const understood = understand(call.dialled, company.home);
  const decision = decideUnderstood(company, found ?? unknownCaller, understood, call, explain);
  return { known: true, decision, lineKnown: found !== undefined };
}

/** The decision once the caller is known and the dialled text understood. */
export function decideUnderstood(
  company: CompiledCompany,
  { caller, device }: KnownCaller,
  { destination, privacy }: Understood,
  call: Pick<Call, "chosen" | "privacy" | "forwardedFrom">,
  explain = false,
): Decision {
  const findings = new Findings(explain);
  const answer = answerFor(company, caller, device, destination, call.chosen, findings);
  // Whichever rule produced it, a number that is off or not the company's is never shown.
  const shown = answer?.number && company.numbers.get(answer.number) ? answer : null;
  const decidedBy = shown?.decidedBy ?? withoutNumber(destination);
  const callerId = shown?.number ?? null;
  findings.answer(decidedBy, callerId);
  return {
    callerId,
    decidedBy,
    destination,
    privacy: destination.kind !== "emergency" && (privacy || call.privacy === true),
    passedOver: findings.passedOver,
    ...(destination.kind === "internal" && { extension: caller.extension }),
    ...(call.forwardedFrom !== undefined && { diversion: callerId }),
    ...(findings.trace && { trace: findings.trace }),
  };
}

type Answer = Readonly<{ number: string; decidedBy: DecidedBy }>;

function answerFor(
  company: CompiledCompany,
  caller: CompiledCaller,
  device: Device | null,
  destination: Destination,
  chosen: string | undefined,
  findings: Findings,
): Answer | null {
  switch (destination.kind) {
    case "internal":
    case "service_code":
      return null;
    case "emergency":
      return emergency(company, findings);
    case "external":
    case "short":
    case "unrecognised": {
      const choice = chosen === undefined ? null : readChoice(chosen, company, caller, device);
      if (choice?.accepted) return { number: choice.number, decidedBy: CHOSEN };
      if (choice) findings.passOver({ rule: "chosen", number: choice.number, reason: choice.reason });
      return blocks(company, caller, device, destination, findings) ?? usable(company.main, "main", findings);
    }
  }
}

const CHOSEN: DecidedBy = { rule: "chosen" };
const EMERGENCY: DecidedBy = { rule: "emergency" };
const INTERNAL: DecidedBy = { rule: "internal" };
const SERVICE_CODE: DecidedBy = { rule: "service_code" };
const NONE: DecidedBy = { rule: "none" };

function withoutNumber({ kind }: Destination): DecidedBy {
  if (kind === "internal") return INTERNAL;
  return kind === "service_code" ? SERVICE_CODE : NONE;
}

function emergency(company: CompiledCompany, findings: Findings): Answer | null {
  const number = usable(company.emergency, "emergency", findings) ?? usable(company.main, "main", findings);
  return number && { number: number.number, decidedBy: EMERGENCY };
}

function blocks(
  company: CompiledCompany,
  caller: CompiledCaller,
  device: Device | null,
  destination: Destination,
  findings: Findings,
): Candidate | null {
  if (caller.mainOnly) {
    findings.mainOnly();
    return null;
  }
  return company.priority === "regional"
    ? (regional(company, destination, findings) ?? personal(caller, device, findings))
    : (personal(caller, device, findings) ?? regional(company, destination, findings));
}

function regional(company: CompiledCompany, { e164, country }: Destination, findings: Findings): Candidate | null {
  let candidate = e164 === null ? null : longestPrefix(company, e164);
  if (candidate === null) findings.notThere("prefix");
  for (; candidate !== null; candidate = candidate.shorter) if (usable(candidate, "prefix", findings)) return candidate;
  return usable((country !== null && company.countries.get(country)) || null, "country", findings);
}

function longestPrefix(company: CompiledCompany, e164: string) {
  let longest = null;
  let node = company.prefixes.next[e164.charCodeAt(1) - 48];
  for (let at = 2; node !== undefined; at++) {
    longest = node.candidate ?? longest;
    node = node.next[e164.charCodeAt(at) - 48];
  }
  return longest;
}

function personal(caller: CompiledCaller, device: Device | null, findings: Findings): Candidate | null {
  return (
    firstFitting(caller.own, "employee", device, findings) ??
    firstFitting(caller.departments, "department", device, findings)
  );
}

function firstFitting(
  candidates: readonly Candidate[],
  rule: "employee" | "department",
  device: Device | null,
  findings: Findings,
): Candidate | null {
  if (candidates.length === 0) findings.notThere(rule);
  for (const candidate of candidates) {
    const meant = candidate.device === "any" || (candidate.device === "corporate_sim") === (device === "corporate_sim");
    if (!meant) findings.deviceDiffers(candidate);
    else if (usable(candidate, rule, findings)) return candidate;
  }
  return null;
}

function usable(candidate: Candidate | null, rule: PassedOver["rule"], findings: Findings): Candidate | null {
  if (candidate === null) findings.notThere(rule);
  else if (candidate.passedOver === null) return candidate;
  else findings.passOver(candidate.passedOver, candidate.decidedBy);
  return null;
}
