/** Refused requests, identified by stable codes and independent of the transport. */
import type { FormProblem, Problem } from "./problem.ts";

/** Every reason to refuse, in the order of the HTTP statuses that http/errors.ts gives them. */
export type RefusalCode =
  | "malformed"
  | "key_required"
  | "credentials_wrong"
  | "second_factor_required"
  | "proof_required"
  | "passkey_required"
  | "sign_in_expired"
  | "forbidden"
  | "not_invited"
  | "not_found"
  | "company_unknown"
  | "employee_unknown"
  | "department_unknown"
  | "number_unknown"
  | "line_unknown"
  | "key_unknown"
  | "trunk_unknown"
  | "revision_unknown"
  | "resource_unknown"
  | "guest_request_unknown"
  | "person_unknown"
  | "node_unknown"
  | "role_unknown"
  | "offer_link_required"
  | "session_unknown"
  | "factor_unknown"
  | "identity_unknown"
  | "provider_unknown"
  | "number_taken"
  | "number_resting"
  | "start_over"
  | "number_is_main"
  | "guest_request_open"
  | "email_taken"
  | "last_operator"
  | "factor_exists"
  | "user_conflict"
  | "last_way_in"
  | "link_used"
  | "revision_conflict"
  | "body_too_large"
  | "expectation_failed"
  | "invalid_company"
  | "invalid_directory"
  | "invalid_settings"
  | "invalid_expectations"
  | "expectation_broken"
  | "invalid_choice"
  | "invalid_guest_request"
  | "invalid_person"
  | "role_conflict"
  | "password_weak"
  | "mail_not_set_up"
  | "passkey_refused"
  | "passkeys_not_offered"
  | "invalid_provider"
  | "too_many_entries"
  | "precondition_required"
  | "too_many_requests"
  | "quota_exceeded"
  | "internal"
  | "provider_failed"
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
