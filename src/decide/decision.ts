/** The question and the answer for a call. */
import type { Destination } from "../number/destination.ts";
import type { Device } from "../policy/company.ts";
import type { ForwardReason } from "../policy/forward-reason.ts";
import type { DeviceCondition } from "../policy/outgoing-numbers.ts";

/** The caller, identified by the line, or by the employee and their device. */
type Caller = { readonly line: string } | { readonly employee: string; readonly device: Device };

export type Call = Caller & {
  /** The text as the caller dialled it, in any form that people and PBXs use. */
  readonly dialled: string;
  /** The number chosen on a softphone for this call, read like a dialled one. */
  readonly chosen?: string | undefined;
  /** The caller withholds the number. */
  readonly privacy?: boolean | undefined;
  /** The original caller of a forwarded call: any text. */
  readonly forwardedFrom?: string | undefined;
  /** Why it was forwarded; `unconditional` if the PBX does not say. */
  readonly forwardReason?: ForwardReason | undefined;
};

/**
 * How far the company's right to a number is known (ATIS-1000074): A, it is the company's and the operator confirmed
 * it; B, only the caller is known; C, neither.
 */
export type Attestation = "A" | "B" | "C";

export type PassedOverReason = "number_off" | "number_gone" | "choice_not_allowed" | "trunk_refuses";

export type PassedOver = Readonly<{
  rule: "emergency" | "chosen" | "prefix" | "country" | "employee" | "department" | "main";
  number: string;
  reason: PassedOverReason;
}>;

export type DecidedBy = Readonly<
  | { rule: "internal" | "service_code" | "emergency" | "chosen" | "forwarded" | "main" | "none" }
  | { rule: "prefix"; prefix: string }
  | { rule: "country"; country: string }
  | { rule: "employee"; employee: string; device: DeviceCondition }
  | { rule: "department"; department: string; device: DeviceCondition }
>;

/** One step on the way to the answer. The last step of a trace is the answer. */
export type TraceStep = Readonly<{
  rule: DecidedBy["rule"] | "guest";
  /**
   * `passed_over`: found, but may not be shown; `device_differs`: an entry for another device;
   * `not_there`: no entry fits; `main_only`: a guest to whom the blocks are closed.
   */
  outcome: "answer" | "passed_over" | "device_differs" | "not_there" | "main_only";
  number?: string | null;
  reason?: PassedOverReason;
  prefix?: string;
  country?: string;
  employee?: string;
  department?: string;
  device?: DeviceCondition;
}>;

export type Decision = Readonly<{
  /** The number that the callee sees, E.164 with a plus. Null if nothing may be shown or substituted. */
  callerId: string | null;
  decidedBy: DecidedBy;
  destination: Destination;
  privacy: boolean;
  /** The numbers that were passed over, in the order of the steps. */
  passedOver: readonly PassedOver[];
  /** For an internal call: the caller's extension, null if they have none. */
  extension?: string | null;
  /** For a forwarded call: the company's number for a Diversion header (RFC 5806). */
  diversion?: string | null;
  /** For a call that goes to a trunk. */
  attestation?: Attestation;
  trace?: readonly TraceStep[];
}>;
