/** Every error that the HTTP service answers: its stable word, its status, its title (RFC 9457). */
import type { Problem } from "../policy/problem.ts";

export const ERRORS = {
  malformed: [400, "The request is not well formed"],
  key_required: [401, "A valid API key is required"],
  forbidden: [403, "The key's role does not allow this"],
  not_found: [404, "There is nothing here"],
  company_unknown: [404, "There is no such company"],
  employee_unknown: [404, "There is no such employee"],
  department_unknown: [404, "There is no such department"],
  number_unknown: [404, "There is no such number"],
  line_unknown: [404, "There is no such line"],
  key_unknown: [404, "There is no such key"],
  number_taken: [409, "Another company has the number"],
  number_is_main: [409, "The number is the company's main number"],
  revision_conflict: [412, "Somebody else saved in between"],
  body_too_large: [413, "The body is too large"],
  invalid_company: [422, "The company cannot be saved"],
  invalid_directory: [422, "The directory cannot be saved"],
  invalid_settings: [422, "The outgoing numbers cannot be saved"],
  precondition_required: [428, "If-Match is required"],
  too_many_requests: [429, "Too many wrong keys"],
  internal: [500, "Something went wrong in Callas"],
  revision_not_reached: [503, "The revision is not here yet"],
  storage_unavailable: [503, "The database cannot be used at the moment"],
  storage_full: [507, "The disk of the database is full"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** One input error of an answer; `malformed` bodies have words of their own beside the rules' ones. */
export type InputError = Readonly<{ path: string; code: string; message: string; other?: string }>;

/** Thrown anywhere below a route, answered as `application/problem+json`. */
export class HttpError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly InputError[] | undefined;
  /** Further members of the answer (RFC 9457, 3.2). */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    detail: string,
    more: Readonly<{ errors?: readonly (InputError | Problem)[]; extra?: Readonly<Record<string, unknown>> }> = {},
  ) {
    super(detail);
    this.name = "HttpError";
    this.code = code;
    this.errors = more.errors;
    this.extra = more.extra ?? {};
  }
}

export const NOT_FOUND = "No page, asset or endpoint has this address.";

/** Of a request, in bytes, unless its route says otherwise. */
export const BODY_LIMIT = 1024 * 1024;

export const PROBLEM_JSON = "application/problem+json; charset=utf-8";

export function statusOf(code: ErrorCode): number {
  return ERRORS[code][0];
}

/** The body of the answer to an error. */
export function problemOf({ code, message, errors, extra }: HttpError): Readonly<Record<string, unknown>> {
  const [status, title] = ERRORS[code];
  return {
    type: `urn:callas:error:${code}`,
    title,
    status,
    detail: message,
    code,
    ...(errors && { errors }),
    ...extra,
  };
}
