/** The HTTP answer to a refusal: status, title and body (RFC 9457). */
import type { Problems } from "../policy/problem-list.ts";
import type { Refusal, RefusalCode } from "../policy/refusal.ts";

export const ERRORS: Readonly<Record<RefusalCode, readonly [status: number, title: string]>> = {
  malformed: [400, "The request is not well formed"],
  key_required: [401, "A valid API key is required"],
  forbidden: [403, "The key's role does not allow this"],
  not_found: [404, "Not found"],
  company_unknown: [404, "There is no such company"],
  employee_unknown: [404, "There is no such employee"],
  department_unknown: [404, "There is no such department"],
  number_unknown: [404, "There is no such number"],
  line_unknown: [404, "There is no such line"],
  key_unknown: [404, "There is no such key"],
  number_taken: [409, "The number belongs to another company"],
  number_is_main: [409, "The number is the company's main number"],
  revision_conflict: [412, "Someone else saved in the meantime"],
  body_too_large: [413, "The body is too large"],
  expectation_failed: [417, "The expectation cannot be met"],
  invalid_company: [422, "The company cannot be saved"],
  invalid_directory: [422, "The directory cannot be saved"],
  invalid_settings: [422, "The outgoing numbers cannot be saved"],
  too_many_entries: [422, "There are too many entries"],
  precondition_required: [428, "If-Match is required"],
  too_many_requests: [429, "Too many requests"],
  internal: [500, "Something went wrong in Callas"],
  revision_not_reached: [503, "This node does not have the revision yet"],
  storage_unavailable: [503, "The database is currently unavailable"],
  storage_full: [507, "The database's disk is full"],
};

export const NOT_FOUND = "No page, asset or endpoint has this address.";

/** The limit for request bodies, in bytes, unless the route sets another. */
export const BODY_LIMIT = 1024 * 1024;

export const PROBLEM_JSON = "application/problem+json; charset=utf-8";

export function statusOf(code: RefusalCode): number {
  return ERRORS[code][0];
}

/** Problems in the form of an answer. */
export function asErrors({ problems, more }: Problems) {
  return { errors: problems, ...(more > 0 && { more }) };
}

/** The body of the answer to a refused request. */
export function problemOf({ code, message, details }: Refusal): Readonly<Record<string, unknown>> {
  const [status, title] = ERRORS[code];
  const { problems, more = 0, extra } = details;
  return {
    type: `urn:callas:error:${code}`,
    title,
    status,
    detail: message,
    code,
    ...(problems && { errors: problems }),
    ...(more > 0 && { more }),
    ...extra,
  };
}
