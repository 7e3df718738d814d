/** Failed requests. */
import type { WordKey } from "../words/load.ts";

/** One input error, as the service reports it (RFC 9457). */
type InputError = Readonly<{ path: string; code: string; message: string; other?: string }>;

/** The members of problem+json that the page uses. */
export type ProblemDetails = Readonly<{
  code: string;
  detail: string;
  errors?: readonly InputError[];
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

const WORDS: Readonly<Record<string, WordKey>> = {
  unreachable: "failure.unreachable",
  too_many_requests: "failure.tooManyText",
  forbidden: "failure.forbidden",
  company_unknown: "failure.companyUnknown",
  employee_unknown: "failure.notFound",
  department_unknown: "failure.notFound",
  number_unknown: "failure.notFound",
  malformed: "failure.refused",
  invalid_company: "failure.refused",
  invalid_directory: "failure.refused",
  invalid_settings: "failure.refused",
  number_taken: "failure.refused",
  number_is_main: "failure.refused",
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
