/** A request that is refused, told apart by a stable word; what transport carries it is not known here. */
import type { FormProblem, Problem } from "./problem.ts";

/** Every reason to refuse, in the order of the HTTP statuses that http/errors.ts gives them. */
export const REFUSAL_CODES = [
  "malformed",
  "key_required",
  "forbidden",
  "not_found",
  "company_unknown",
  "employee_unknown",
  "department_unknown",
  "number_unknown",
  "line_unknown",
  "key_unknown",
  "number_taken",
  "number_is_main",
  "revision_conflict",
  "body_too_large",
  "expectation_failed",
  "invalid_company",
  "invalid_directory",
  "invalid_settings",
  "too_many_entries",
  "precondition_required",
  "too_many_requests",
  "internal",
  "revision_not_reached",
  "storage_unavailable",
  "storage_full",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export type RefusalDetails = Readonly<{
  /** A hundred at the most. */
  problems?: readonly (Problem | FormProblem)[];
  /** How many more problems there are, where it is known. */
  more?: number;
  /** In seconds: when it may be worth asking again. */
  retryAfter?: number;
  /** Further members of the answer (RFC 9457, 3.2). */
  extra?: Readonly<Record<string, unknown>>;
}>;

/** Thrown wherever a request cannot be granted; nothing has been changed then. */
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
