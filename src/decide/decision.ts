/** What is asked for a call and what is answered. */
import type { Destination } from "../number/destination.ts";
import type { Device } from "../policy/directory.ts";
import type { DeviceCondition } from "../policy/outgoing-numbers.ts";

/** Who calls: by the line, or by the employee and the device he calls from. */
type Caller = { readonly line: string } | { readonly employee: string; readonly device: Device };

export type Call = Caller & {
  /** As the caller dialled it, in any form that people and PBXs use. */
  readonly dialled: string;
  /** The number picked on a softphone for this call, read like a dialled one. */
  readonly chosen?: string | undefined;
  /** The caller withholds the number. */
  readonly privacy?: boolean | undefined;
  /** The original caller of a forwarded call: any text. */
  readonly forwardedFrom?: string | undefined;
};

export type PassedOverReason = "number_off" | "number_gone" | "choice_not_allowed";

export type PassedOver = Readonly<{
  rule: "emergency" | "chosen" | "prefix" | "country" | "employee" | "department" | "main";
  number: string;
  reason: PassedOverReason;
}>;

export type DecidedBy = Readonly<
  | { rule: "internal" | "service_code" | "emergency" | "chosen" | "main" | "none" }
  | { rule: "prefix"; prefix: string }
  | { rule: "country"; country: string }
  | { rule: "employee"; employee: string; device: DeviceCondition }
  | { rule: "department"; department: string; device: DeviceCondition }
>;

/** One thing that was looked at on the way to the answer. The last step of a trace is the answer. */
export type TraceStep = Readonly<{
  rule: DecidedBy["rule"] | "guest";
  /**
   * `passed_over`: there, but may not be shown; `device_differs`: meant for another device;
   * `not_there`: no entry fits; `main_only`: a guest whose blocks are closed.
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
  /** E.164 with a plus: the number that the person called sees. Null: nothing may be shown or substituted. */
  callerId: string | null;
  decidedBy: DecidedBy;
  destination: Destination;
  privacy: boolean;
  /** What was skipped, in the order in which it was looked at. */
  passedOver: readonly PassedOver[];
  /** Of an internal call: the caller's extension, null where he has none. */
  extension?: string | null;
  /** Of a forwarded call: the number for a Diversion header (RFC 5806), the caller ID itself. */
  diversion?: string | null;
  trace?: readonly TraceStep[];
}>;
