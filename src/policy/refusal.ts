/** Refused requests, identified by stable codes and independent of the transport. */
import type { FormProblem, Problem } from "./problem.ts";

/** Every reason to refuse, in the order of the HTTP statuses that http/errors.ts gives them. */
export type RefusalCode =
  | "malformed"
  | "key_required"
  | "forbidden"
  | "not_found"
  | "company_unknown"
  | "employee_unknown"
  | "department_unknown"
  | "number_unknown"
  | "line_unknown"
  | "key_unknown"
  | "number_taken"
  | "number_is_main"
  | "revision_conflict"
  | "body_too_large"
  | "expectation_failed"
  | "invalid_company"
  | "invalid_directory"
  | "invalid_settings"
  | "too_many_entries"
  | "precondition_required"
  | "too_many_requests"
  | "internal"
  | "revision_not_reached"
  | "storage_unavailable"
  | "storage_full";

export type RefusalDetails = Readonly<{
  /** At most a hundred. */
  problems?: readonly (Problem | FormProblem)[];
  /** The number of problems that are not listed, if known. */
  more?: number;
  /** In seconds: when to try again. */
  retryAfter?: number;
  /** Further members of the answer (RFC 9457, 3.2). */
  extra?: Readonly<Record<string, unknown>>;
}>;

/** Thrown when a request cannot be granted; nothing has been changed. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  /** @param detail a sentence for a person */
  constructor(code: RefusalCode, detail: string, details: RefusalDetails = {}) {
    super(detail);
    this.code = code;
    this.details = details;
  }
}
