/** Whether a company shows the numbers that it expects. */
import { understand } from "../number/understand.ts";
import type { Device } from "../policy/company.ts";
import type { Directory } from "../policy/directory.ts";
import type { Expectation } from "../policy/expectations.ts";
import type { CompiledCompany } from "../decide/compile.ts";
import { decide, decideUnderstood } from "../decide/decide.ts";
import type { Call, DecidedBy, Decision } from "../decide/decision.ts";
import { callersAlike, type CallersAlike } from "./callers-alike.ts";

/** An expectation that does not hold. */
export type Unmet = Readonly<{
  /** Its index. */
  at: number;
  shows: string | null;
  /** The number that is shown instead; null for none, and for a call that nobody can make any more. */
  got: string | null;
  /** Null if the line or the employee is gone. */
  decidedBy: DecidedBy | null;
  /** Of those who have such a device, the first for whom it does not hold. */
  employee?: string;
}>;

/** A JSON Pointer into the expectations. */
export const pathOf = ({ at }: Unmet) => `/expectations/${at}`;

/** The expectations that do not hold, in their order. */
export function unmetExpectations(
  company: CompiledCompany,
  directory: Directory,
  expectations: readonly Expectation[],
): readonly Unmet[] {
  const check = expectationChecker(company, directory);
  const unmet: Unmet[] = [];
  for (const [at, expectation] of expectations.entries()) {
    const got = check(expectation);
    if (got !== null) unmet.push({ at, shows: expectation.shows, ...got });
  }
  return unmet;
}

type Got = Pick<Unmet, "got" | "decidedBy" | "employee">;

/** @returns a function that says what an expectation's call shows instead; null if it holds */
export function expectationChecker(
  company: CompiledCompany,
  directory: Directory,
): (expectation: Expectation) => Got | null {
  const alike = new Map<Device, CallersAlike>();
  const alikeOn = (device: Device): CallersAlike => {
    const found = alike.get(device) ?? callersAlike(company, directory, device);
    alike.set(device, found);
    return found;
  };
  return (expectation) => {
    if ("line" in expectation || "employee" in expectation) return ofCaller(company, expectation);
    const { device, dialled, shows } = expectation;
    return ofEverybody(company, alikeOn(device), device, dialled, shows);
  };
}

const GONE: Got = { got: null, decidedBy: null };

function ofCaller(company: CompiledCompany, expectation: Expectation & Call): Got | null {
  const decided = decide(company, expectation);
  if (!decided.known) return GONE;
  const { callerId, decidedBy } = decided.decision;
  return callerId === expectation.shows ? null : { got: callerId, decidedBy };
}

/**
 * What the first caller with a device shows who does not show the expected number; null if everybody shows it.
 * Callers who differ in their numbers show different ones unless the call is decided before these are asked, so that
 * only a few are looked at, however many there are.
 */
function ofEverybody(
  company: CompiledCompany,
  { byPersonalNumber, byEmergencyNumber }: CallersAlike,
  device: Device,
  dialled: string,
  shows: string | null,
): Got | null {
  const understood = understand(dialled, company.home, device);
  const isEmergency = understood.destination.kind === "emergency";
  for (const representatives of isEmergency ? [byEmergencyNumber] : byPersonalNumber)
    for (const { caller, employee } of representatives) {
      const decision = decideUnderstood(company, { caller, device }, understood, {});
      const { callerId, decidedBy } = decision;
      if (callerId !== shows) return { got: callerId, decidedBy, employee };
      if (isWhateverPersonal(company, decision)) break;
    }
  return null;
}

/** Whether a call is decided without asking for the caller's personal number. */
function isWhateverPersonal({ priority }: CompiledCompany, { decidedBy: { rule } }: Decision): boolean {
  const isRegional = rule === "prefix" || rule === "country";
  return rule === "internal" || rule === "service_code" || rule === "chosen" || (isRegional && priority === "regional");
}
