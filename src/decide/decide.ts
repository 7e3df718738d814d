/** Decides which number a call shows: docs/rules.md, "A decision", step by step. */
import { goesToTrunk, type Destination } from "../number/destination.ts";
import { readSubscriberNumber } from "../number/subscriber-number.ts";
import { understand, type Understood } from "../number/understand.ts";
import type { PrivacyCode } from "../number/withholding-codes.ts";
import type { Device } from "../policy/company.ts";
import type { NamedTrunk } from "../policy/trunk.ts";
import { attestationOf } from "./attestation.ts";
import { readChoice, standingChoice } from "./choice.ts";
import type { Candidate } from "./candidate.ts";
import type { CompiledCaller, CompiledCompany } from "./compile.ts";
import type { Call, DecidedBy, Decision, PassedOver } from "./decision.ts";
import { Findings, type Accepts } from "./findings.ts";

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
  /** The trunk that the call takes: numbers that it does not accept are passed over. */
  trunk?: NamedTrunk | undefined;
}>;

const LINE_UNKNOWN = Object.freeze({ known: false, code: "line_unknown" } as const);
const EMPLOYEE_UNKNOWN = Object.freeze({ known: false, code: "employee_unknown" } as const);

export function findCaller(company: CompiledCompany, call: Call): KnownCaller | undefined {
  if ("line" in call) return company.lines.get(call.line) ?? findSim(company, call.line);
  const caller = company.employees.get(call.employee);
  return caller && { caller, device: call.device };
}

/** A PBX may name a SIM by its number in any form. */
function findSim({ lines, home }: CompiledCompany, text: string): KnownCaller | undefined {
  const number = readSubscriberNumber(text, home);
  return number === null || number === text ? undefined : lines.get(number);
}

/** A call whose caller is known and whose dialled text is understood: the same on every trunk. */
type ReadCall =
  | Readonly<{ known: true; caller: KnownCaller; understood: Understood; lineKnown: boolean }>
  | Extract<Decided, { known: false }>;

export function readCall(company: CompiledCompany, call: Call, unknownLine: UnknownLine = "refuse"): ReadCall {
  const found = findCaller(company, call);
  if (found === undefined && !("line" in call)) return EMPLOYEE_UNKNOWN;
  if (found === undefined && unknownLine === "refuse") return LINE_UNKNOWN;
  const caller: KnownCaller = found ?? { caller: company.stranger, device: null };
  const understood = understand(call.dialled, company.home, caller.device);
  return { known: true, caller, understood, lineKnown: found !== undefined };
}

export function decide(
  company: CompiledCompany,
  call: Call,
  { explain = false, unknownLine = "refuse", trunk }: DecideOptions = {},
): Decided {
  const read = readCall(company, call, unknownLine);
  if (!read.known) return read;
  const decision = decideUnderstood(company, read.caller, read.understood, call, { explain, trunk });
  return { known: true, decision, lineKnown: read.lineKnown };
}

/** The decision once the caller is known and the dialled text understood. */
export function decideUnderstood(
  company: CompiledCompany,
  known: KnownCaller,
  { destination, privacy }: Understood,
  call: Pick<Call, "chosen" | "privacy" | "forwardedFrom">,
  { explain = false, trunk }: Pick<DecideOptions, "explain" | "trunk"> = {},
): Decision {
  const { caller, device } = known;
  const findings = new Findings(explain, acceptsOf(company, trunk));
  const answer = answerFor(company, caller, device, destination, call.chosen, findings);
  // Whichever rule produced it, a number that is off, not the company's or refused by the trunk is never shown.
  const own = answer && company.numbers.get(answer.number) && findings.accepts(answer.number) ? answer : null;
  const kept = keptCaller(company, destination, call.forwardedFrom, trunk);
  const shown = kept ?? own;
  const decidedBy = shown?.decidedBy ?? withoutNumber(destination);
  const callerId = shown?.number ?? null;
  findings.answer(decidedBy, callerId);
  const attestation = attestationOf(company, known, destination, callerId, kept ? null : callerId);
  return {
    callerId,
    decidedBy,
    destination,
    privacy: destination.kind !== "emergency" && isWithheld(privacy, call.privacy, caller),
    passedOver: findings.passedOver,
    ...(destination.kind === "internal" && { extension: caller.extension }),
    ...(call.forwardedFrom !== undefined && { diversion: own?.number ?? null }),
    ...(attestation && { attestation }),
    ...(findings.trace && { trace: findings.trace }),
  };
}

const ACCEPTS_ALL: Accepts = () => true;

export function acceptsOf(company: CompiledCompany, trunk: NamedTrunk | undefined): Accepts {
  if (trunk === undefined || trunk.accepts === "all") return ACCEPTS_ALL;
  return (number) => company.trunks.get(number)?.includes(trunk.id) ?? false;
}

/** The original caller of a forwarded call, where the company and the trunk let the call keep their number. */
function keptCaller(
  { forwards, home }: CompiledCompany,
  destination: Destination,
  forwardedFrom: string | undefined,
  trunk: NamedTrunk | undefined,
): Answer | null {
  const mayKeep = forwards === "original" && trunk?.foreign === true && forwardedFrom !== undefined;
  if (!mayKeep || !goesToTrunk(destination) || destination.kind === "emergency") return null;
  const number = readSubscriberNumber(forwardedFrom, home);
  return number === null ? null : { number, decidedBy: FORWARDED };
}

/** The code in what was dialled goes before the request, and both before what is set for the caller. */
function isWithheld(code: PrivacyCode | null, asked: boolean | undefined, { withholds }: CompiledCaller): boolean {
  return code === null ? (asked ?? withholds) : code === "withhold" || (code === "switch" && !withholds);
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
      return emergency(company, caller, findings);
    case "external":
    case "short":
    case "unrecognised": {
      const text = chosen ?? standingChoice(company, caller, device);
      const choice = text === null ? null : readChoice(text, company, caller, device, findings.accepts);
      if (choice?.accepted) return { number: choice.number, decidedBy: CHOSEN };
      if (choice) findings.passOver({ rule: "chosen", number: choice.number, reason: choice.reason });
      return blocks(company, caller, device, destination, findings) ?? usable(company.main, "main", findings);
    }
  }
}

const FORWARDED: DecidedBy = { rule: "forwarded" };
const CHOSEN: DecidedBy = { rule: "chosen" };
const EMERGENCY: DecidedBy = { rule: "emergency" };
const INTERNAL: DecidedBy = { rule: "internal" };
const SERVICE_CODE: DecidedBy = { rule: "service_code" };
const NONE: DecidedBy = { rule: "none" };

function withoutNumber({ kind }: Destination): DecidedBy {
  if (kind === "internal") return INTERNAL;
  return kind === "service_code" ? SERVICE_CODE : NONE;
}

function emergency(company: CompiledCompany, caller: CompiledCaller, findings: Findings): Answer | null {
  let number: Candidate | null = null;
  for (const candidate of caller.emergency) number ??= usable(candidate, "emergency", findings);
  number ??= usable(company.emergency, "emergency", findings) ?? usable(company.main, "main", findings);
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

/** The regional numbers that fit a call, whether they may be shown or not, in the order in which they are tried. */
export function fittingNumbers(company: CompiledCompany, { e164, country }: Destination): readonly string[] {
  const fitting: string[] = [];
  let candidate = e164 === null ? null : longestPrefix(company, e164);
  for (; candidate !== null; candidate = candidate.shorter) fitting.push(candidate.number);
  const ofCountry = country === null ? undefined : company.countries.get(country);
  return ofCountry ? [...fitting, ofCountry.number] : fitting;
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

/** Whether an entry's device condition holds for a device; null is a line that is not in the directory. */
export const fitsDevice = ({ device: condition }: Candidate, device: Device | null): boolean =>
  condition === "any" || (condition === "corporate_sim") === (device === "corporate_sim");

function firstFitting(
  candidates: readonly Candidate[],
  rule: "employee" | "department",
  device: Device | null,
  findings: Findings,
): Candidate | null {
  if (candidates.length === 0) findings.notThere(rule);
  for (const candidate of candidates) {
    if (!fitsDevice(candidate, device)) findings.deviceDiffers(candidate);
    else if (usable(candidate, rule, findings)) return candidate;
  }
  return null;
}

function usable(candidate: Candidate | null, rule: PassedOver["rule"], findings: Findings): Candidate | null {
  if (candidate === null) {
    findings.notThere(rule);
    return null;
  }
  const { number, decidedBy, passedOver } = candidate;
  if (passedOver === null && findings.accepts(number)) return candidate;
  findings.passOver(passedOver ?? { rule, number, reason: "trunk_refuses" }, decidedBy);
  return null;
}
