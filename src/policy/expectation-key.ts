import type { Expectation } from "./expectations.ts";

/** Identifies who calls in an expectation; a `device` alone stands for everybody who has such a line. */
function callerKey(expectation: Expectation): string {
  if ("line" in expectation) return `line ${expectation.line}`;
  return "employee" in expectation
    ? `employee ${expectation.employee} ${expectation.device}`
    : `device ${expectation.device}`;
}

/** Identifies a call in an expectation: who calls, and what they dial. */
export const callKey = (expectation: Expectation): string => `${callerKey(expectation)} ${expectation.dialled}`;

/** Identifies an expectation, whatever its note. */
export const expectationKey = (expectation: Expectation): string =>
  `${callKey(expectation)} ${expectation.shows ?? "none"}`;
