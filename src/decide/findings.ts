/** Records the way to an answer: numbers that were passed over and, on request, every step. */
import type { Candidate } from "./candidate.ts";
import type { DecidedBy, PassedOver, TraceStep } from "./decision.ts";

const NOTHING: readonly PassedOver[] = Object.freeze([]);

/** Whether the trunk of the call accepts a number. */
export type Accepts = (number: string) => boolean;

export class Findings {
  passedOver: readonly PassedOver[] = NOTHING;
  readonly trace: TraceStep[] | null;
  readonly accepts: Accepts;

  constructor(explain: boolean, accepts: Accepts) {
    this.trace = explain ? [] : null;
    this.accepts = accepts;
  }

  /** @param entry the entry that named the number, if it was an entry of the settings */
  passOver(passed: PassedOver, entry?: DecidedBy): void {
    this.passedOver = [...this.passedOver, passed];
    this.trace?.push({ ...entry, ...passed, outcome: "passed_over" });
  }

  notThere(rule: PassedOver["rule"]): void {
    this.trace?.push({ rule, outcome: "not_there" });
  }

  deviceDiffers({ decidedBy, number }: Candidate): void {
    this.trace?.push({ ...decidedBy, number, outcome: "device_differs" });
  }

  mainOnly(): void {
    this.trace?.push({ rule: "guest", outcome: "main_only" });
  }

  answer(decidedBy: DecidedBy, callerId: string | null): void {
    this.trace?.push({ ...decidedBy, number: callerId, outcome: "answer" });
  }
}
