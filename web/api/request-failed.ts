/** Failed requests. */
import type { WordKey } from "../words/load.ts";

/** One input error, as the service reports it (RFC 9457). */
type InputError = Readonly<{
  path: string;
  code: string;
  message: string;
  other?: string;
  /** Of an expectation that would break: the number that is shown instead; null for none. */
  got?: string | null;
}>;

/** The members of problem+json that the page uses. */
export type ProblemDetails = Readonly<{
  code: string;
  detail: string;
  errors?: readonly InputError[];
  /** How many errors there are besides those that are listed. */
  more?: number;
  revision?: number;
  savedAt?: string | null;
  savedBy?: string | null;
}>;

/** Thrown by every request that was not answered with 200. */
export class RequestFailed extends Error {
  override readonly name = "RequestFailed";
  /** 0 if nothing answered. */
  readonly status: number;
  readonly problem: ProblemDetails;
  /** Seconds to wait, with 429. */
  readonly retryAfter: number;

  constructor(status: number, problem: ProblemDetails, retryAfter = 60) {
    super(problem.detail);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export const unreachable = () => new RequestFailed(0, { code: "unreachable", detail: "" });

export const isUnreachable = (error: unknown): boolean =>
  error instanceof RequestFailed && error.problem.code === "unreachable";

const WORDS: Readonly<Record<string, WordKey>> = {
  unreachable: "failure.unanswered",
  too_many_requests: "failure.tooManyText",
  quota_exceeded: "failure.tooManyText",
  proof_required: "failure.proof",
  credentials_wrong: "failure.credentials",
  forbidden: "failure.forbidden",
  company_unknown: "failure.companyUnknown",
  employee_unknown: "failure.notFound",
  department_unknown: "failure.notFound",
  number_unknown: "failure.notFound",
  trunk_unknown: "failure.notFound",
  revision_unknown: "failure.notFound",
  person_unknown: "failure.notFound",
  role_unknown: "failure.notFound",
  offer_link_required: "failure.offerLink",
  session_unknown: "failure.notFound",
  factor_unknown: "failure.notFound",
  key_unknown: "failure.notFound",
  email_taken: "failure.emailTaken",
  last_operator: "failure.lastOperator",
  factor_exists: "failure.factorExists",
  last_way_in: "failure.lastWayIn",
  passkey_required: "signIn.passkeyRequired",
  sign_in_expired: "signIn.expired",
  provider_failed: "signIn.providerFailed",
  provider_unknown: "failure.notFound",
  identity_unknown: "failure.notFound",
  not_invited: "signIn.notInvited",
  link_used: "failure.link",
  mail_not_set_up: "failure.noMail",
  malformed: "failure.refused",
  invalid_person: "failure.refused",
  invalid_provider: "failure.refused",
  role_conflict: "failure.refused",
  password_weak: "failure.refused",
  invalid_company: "failure.refused",
  invalid_directory: "failure.refused",
  invalid_settings: "failure.refused",
  too_many_entries: "failure.refused",
  invalid_expectations: "failure.refused",
  expectation_broken: "failure.refused",
  number_taken: "failure.refused",
  number_resting: "failure.refused",
  number_is_main: "failure.refused",
  invalid_choice: "failure.refused",
  invalid_guest_request: "failure.refused",
  guest_request_open: "failure.guestRequestOpen",
  guest_request_unknown: "failure.guestRequestClosed",
  revision_conflict: "failure.conflict",
  storage_full: "failure.full",
  storage_unavailable: "failure.storage",
  body_too_large: "failure.tooLarge",
};

/** The message for a failure, with its values. Input errors are shown at their fields instead. */
export function failureWords(error: unknown): Readonly<{ key: WordKey; values: { seconds: number } }> {
  const failure = error instanceof RequestFailed ? error : null;
  return {
    key: WORDS[failure?.problem.code ?? ""] ?? "failure.other",
    values: { seconds: failure?.retryAfter ?? 60 },
  };
}
